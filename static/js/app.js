// Everything here only adds: each page works with scripts off.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { keepAnswersWhileTyping } from "./autosave.js";
import { comeBackToPlainPages } from "./back.js";
import { openFiltersOnWideScreens } from "./filters.js";
import { warnBeforeSigningOut } from "./session.js";
import { listenForShortcuts } from "./shortcuts.js";

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
];

components.forEach((component) => createAll(component));
openFiltersOnWideScreens();
listenForShortcuts();
comeBackToPlainPages();
keepAnswersWhileTyping();
warnBeforeSigningOut();
