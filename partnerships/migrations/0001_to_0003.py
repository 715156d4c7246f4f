import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import partnerships.models.council
import partnerships.tables
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('partnerships', '0001_initial'), ('partnerships', '0002_case_managers'), ('partnerships', '0003_preferences_and_dropped_letters')]

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('contenttypes', '__first__'),
    ]

    operations = [
        partnerships.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='ChangeSet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('import', 'Import'), ('acceptance', 'Acceptance of an import'), ('undo', 'Undoing an import'), ('bulk_edit', 'Bulk edit'), ('demonstration', 'Demonstration data'), ('policy', 'Loading a policy')], max_length=20)),
                        ('label', models.CharField(max_length=200)),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-made_at', '-pk'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalCouncil',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('history_by_name', models.CharField(blank=True, max_length=200)),
                        ('change_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.changeset')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('name', models.CharField(db_index=True, max_length=120)),
                        ('short_name', models.CharField(help_text='How the council calls itself in a sentence, such as HDC.', max_length=30)),
                        ('column_prefix', models.CharField(blank=True, help_text="Marks this council's columns in a shared spreadsheet, such as SH in 'SH £'.", max_length=10)),
                        ('logo', models.TextField(blank=True, help_text='PNG or JPEG, up to 500 KB.', max_length=100, validators=[django.core.validators.FileExtensionValidator(['png', 'jpg', 'jpeg'])])),
                        ('brand_colour', models.CharField(default='#1a4f76', help_text='Used for the header and buttons; white text must be readable on it.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Enter the colour as # and six digits or letters a to f, such as #1a4f76.'), partnerships.models.council.readable_on_white])),
                        ('contact_email', models.EmailField(blank=True, help_text='Where people ask for help with the register.', max_length=254)),
                        ('contact_phone', models.CharField(blank=True, max_length=40)),
                        ('is_retired', models.BooleanField(default=False, verbose_name='no longer uses the register')),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical council',
                        'verbose_name_plural': 'historical councils',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Council',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('name', models.CharField(max_length=120, unique=True)),
                        ('short_name', models.CharField(help_text='How the council calls itself in a sentence, such as HDC.', max_length=30)),
                        ('column_prefix', models.CharField(blank=True, help_text="Marks this council's columns in a shared spreadsheet, such as SH in 'SH £'.", max_length=10)),
                        ('logo', models.FileField(blank=True, help_text='PNG or JPEG, up to 500 KB.', upload_to='logos/', validators=[django.core.validators.FileExtensionValidator(['png', 'jpg', 'jpeg'])])),
                        ('brand_colour', models.CharField(default='#1a4f76', help_text='Used for the header and buttons; white text must be readable on it.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Enter the colour as # and six digits or letters a to f, such as #1a4f76.'), partnerships.models.council.readable_on_white])),
                        ('contact_email', models.EmailField(blank=True, help_text='Where people ask for help with the register.', max_length=254)),
                        ('contact_phone', models.CharField(blank=True, max_length=40)),
                        ('is_retired', models.BooleanField(default=False, verbose_name='no longer uses the register')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('column_prefix', ''), _negated=True), fields=('column_prefix',), name='council_prefix_once', violation_error_message='Another council already uses this column prefix.')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalService',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('history_by_name', models.CharField(blank=True, max_length=200)),
                        ('change_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.changeset')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('name', models.CharField(max_length=120)),
                        ('is_retired', models.BooleanField(default=False, verbose_name='no longer exists')),
                        ('history_change_reason', models.TextField(null=True)),
                        ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnerships.council')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical service',
                        'verbose_name_plural': 'historical services',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Service',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='partnerships.council')),
                        ('name', models.CharField(max_length=120)),
                        ('is_retired', models.BooleanField(default=False, verbose_name='no longer exists')),
                    ],
                    options={
                        'ordering': ['council', 'name'],
                        'constraints': [models.UniqueConstraint(fields=('council', 'name'), name='service_name_once', violation_error_message='This council already has a service of that name.')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('signed_in', 'Signed in'), ('sign_in_failed', 'Sign-in failed'), ('signed_out', 'Signed out'), ('exported', 'Exported'), ('downloaded', 'Downloaded'), ('mail_sent', 'Mail sent'), ('mail_failed', 'Mail not sent'), ('role_granted', 'Role granted'), ('role_withdrawn', 'Role withdrawn'), ('person_added', 'Person added'), ('person_changed', 'Person changed'), ('password_changed', 'Password changed'), ('import_step', 'Import step'), ('paper_issued', 'Paper issued')], max_length=30)),
                        ('subject', models.CharField(blank=True, max_length=200)),
                        ('detail', models.JSONField(blank=True, default=dict)),
                        ('happened_at', models.DateTimeField(db_index=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'ordering': ['-happened_at', '-pk'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to=settings.AUTH_USER_MODEL)),
                        ('template', models.CharField(max_length=100)),
                        ('context', models.JSONField(default=dict)),
                        ('dedupe_key', models.CharField(max_length=200, unique=True)),
                        ('status', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed'), ('dropped', 'Not sent: what it told was over')], default='waiting', max_length=10)),
                        ('made_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ['-made_at', '-pk'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Heartbeat',
                    fields=[
                        ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ('beat_at', models.DateTimeField()),
                    ],
                    options={
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='Sequence',
                    fields=[
                        ('prefix', models.CharField(max_length=8, primary_key=True, serialize=False)),
                        ('last', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'reference sequence',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('email', models.EmailField(error_messages={'unique': 'Somebody already signs in with this e-mail address.'}, max_length=254, unique=True, verbose_name='e-mail address')),
                        ('full_name', models.CharField(max_length=120)),
                        ('post', models.CharField(blank=True, help_text='The post that this person holds, such as Director of Resources.', max_length=120)),
                        ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='partnerships.council')),
                        ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='partnerships.service')),
                        ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                        ('shortcuts_off', models.BooleanField(default=False, verbose_name='keyboard shortcuts switched off')),
                        ('reminders_off', models.BooleanField(default=False, verbose_name='reminders of what is not overdue switched off')),
                        ('digest_off', models.BooleanField(default=False, verbose_name='weekly letter switched off')),
                        ('notices_off', models.BooleanField(default=False, verbose_name='notices about watched partnerships switched off')),
                    ],
                    options={
                        'verbose_name': 'person',
                        'verbose_name_plural': 'people',
                        'ordering': ['full_name', 'pk'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once', violation_error_message='Somebody already signs in with this e-mail address.')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='RoleGrant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                        ('role', models.CharField(choices=[('policy_officer', 'Policy officer'), ('officer', 'Officer'), ('case_manager', 'Case manager'), ('head_of_service', 'Head of service'), ('corporate_manager', 'Corporate manager'), ('councillor', 'Councillor'), ('scrutiny_member', 'Scrutiny member'), ('democratic_services', 'Democratic services'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=30)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'role'), name='role_held_once', violation_error_message='This person already holds that role.')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
