import django.core.validators
import django.db.models.deletion
import partnerships.tables
import reviews.models.papers
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reviews', '0001_initial'), ('reviews', '0002_papers_by_theme'), ('reviews', '0003_papers_print_activity')]

    initial = True

    dependencies = [
        ('partnerships', '0001_initial'),
        ('partnerships', '__first__'),
        ('register', '0001_initial'),
    ]

    operations = [
        partnerships.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='CommitteePaper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('reference', models.CharField(editable=False, max_length=12, unique=True)),
                        ('kind', models.CharField(choices=[('register_report', 'Register report')], default='register_report', editable=False, max_length=30)),
                        ('status', models.CharField(choices=[('draft', 'Draft'), ('issued', 'Issued'), ('superseded', 'Superseded')], default='draft', editable=False, max_length=12)),
                        ('title', models.CharField(max_length=200)),
                        ('meeting_on', models.DateField(verbose_name='date of the meeting')),
                        ('originator', models.CharField(help_text='The post that presents the paper, not a name.', max_length=160)),
                        ('status_line', models.CharField(default='For discussion', help_text='What the meeting does with it, such as For discussion.', max_length=80, verbose_name='status')),
                        ('objective', models.TextField(blank=True, help_text='One or two sentences: what the meeting should be able to do once it has read this.')),
                        ('outcome_sought', models.TextField(blank=True)),
                        ('background', models.TextField(blank=True)),
                        ('discussion', models.TextField(blank=True, verbose_name='points for discussion')),
                        ('next_steps', models.TextField(blank=True)),
                        ('consulted', models.TextField(blank=True, verbose_name='consultation')),
                        ('background_papers', models.TextField(blank=True)),
                        ('previous_reports', models.TextField(blank=True)),
                        ('is_sensitive', models.BooleanField(default=False, verbose_name='issued under the sensitive issue procedure')),
                        ('financial_year', models.PositiveSmallIntegerField(blank=True, help_text='The year in which it begins. Left empty, the latest year with figures up to the meeting is taken.', null=True, validators=[django.core.validators.MinValueValidator(1974), django.core.validators.MaxValueValidator(2100)], verbose_name='financial year of the contributions')),
                        ('by_theme', models.BooleanField(default=False, help_text='Otherwise by family. An entry with several themes then stands under each of them.', verbose_name='group Appendix A by theme')),
                        ('prints_activity', models.BooleanField(default=False, help_text='Adds Appendix C with the activity summaries of the financial year of the contributions.', verbose_name='print what each partnership did in the year')),
                        ('correction_reason', models.TextField(blank=True, editable=False, verbose_name='what is corrected')),
                        ('drafted_at', models.DateTimeField(editable=False)),
                        ('issued_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('as_of', models.DateField(blank=True, editable=False, null=True, verbose_name='register as it stood on')),
                        ('pdf', models.FileField(blank=True, editable=False, upload_to=reviews.models.papers.random_name)),
                        ('pdf_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                        ('pdf_bytes', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                        ('pdf_pages', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                        ('frozen', models.JSONField(blank=True, default=dict, editable=False)),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='register.body', verbose_name='meeting of')),
                        ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='partnerships.council')),
                        ('drafted_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('issued_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('supersedes', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='reviews.committeepaper')),
                        ('where_from', models.ForeignKey(blank=True, help_text='The body that asked for it or saw it before.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers_sent_on', to='register.body', verbose_name='where from')),
                        ('where_to_next', models.ForeignKey(blank=True, help_text='The body that receives it after this meeting.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers_to_come', to='register.body', verbose_name='where to next')),
                    ],
                    options={
                        'ordering': ['-meeting_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('issued_by__isnull', True)), models.Q(('issued_at__isnull', False), ('issued_by__isnull', False)), _connector='OR'), name='committeepaper_issued_at_and_by', violation_error_message="The moment and the person of 'issued' come together."), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('as_of__isnull', False), ('issued_at__isnull', False), ('pdf_pages__gt', 0), models.Q(('pdf', ''), _negated=True), models.Q(('pdf_sha256', ''), _negated=True)), _connector='OR'), name='paper_issued_with_its_file', violation_error_message='An issued paper has its file, and the hash of it.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'draft'), _negated=True), models.Q(('as_of__isnull', True), ('issued_at__isnull', True), ('pdf', ''), ('pdf_sha256', '')), _connector='OR'), name='paper_draft_without_a_file', violation_error_message='A draft has no stored file: it is made anew each time.'), models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), models.Q(('correction_reason', ''), _negated=True), _connector='OR'), name='paper_correction_with_reason', violation_error_message='Say what the correction corrects.')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalCommitteePaper',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('history_by_name', models.CharField(blank=True, max_length=200)),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('reference', models.CharField(db_index=True, editable=False, max_length=12)),
                        ('kind', models.CharField(choices=[('register_report', 'Register report')], default='register_report', editable=False, max_length=30)),
                        ('status', models.CharField(choices=[('draft', 'Draft'), ('issued', 'Issued'), ('superseded', 'Superseded')], default='draft', editable=False, max_length=12)),
                        ('title', models.CharField(max_length=200)),
                        ('meeting_on', models.DateField(verbose_name='date of the meeting')),
                        ('originator', models.CharField(help_text='The post that presents the paper, not a name.', max_length=160)),
                        ('status_line', models.CharField(default='For discussion', help_text='What the meeting does with it, such as For discussion.', max_length=80, verbose_name='status')),
                        ('objective', models.TextField(blank=True, help_text='One or two sentences: what the meeting should be able to do once it has read this.')),
                        ('outcome_sought', models.TextField(blank=True)),
                        ('background', models.TextField(blank=True)),
                        ('discussion', models.TextField(blank=True, verbose_name='points for discussion')),
                        ('next_steps', models.TextField(blank=True)),
                        ('consulted', models.TextField(blank=True, verbose_name='consultation')),
                        ('background_papers', models.TextField(blank=True)),
                        ('previous_reports', models.TextField(blank=True)),
                        ('is_sensitive', models.BooleanField(default=False, verbose_name='issued under the sensitive issue procedure')),
                        ('financial_year', models.PositiveSmallIntegerField(blank=True, help_text='The year in which it begins. Left empty, the latest year with figures up to the meeting is taken.', null=True, validators=[django.core.validators.MinValueValidator(1974), django.core.validators.MaxValueValidator(2100)], verbose_name='financial year of the contributions')),
                        ('by_theme', models.BooleanField(default=False, help_text='Otherwise by family. An entry with several themes then stands under each of them.', verbose_name='group Appendix A by theme')),
                        ('prints_activity', models.BooleanField(default=False, help_text='Adds Appendix C with the activity summaries of the financial year of the contributions.', verbose_name='print what each partnership did in the year')),
                        ('correction_reason', models.TextField(blank=True, editable=False, verbose_name='what is corrected')),
                        ('drafted_at', models.DateTimeField(editable=False)),
                        ('issued_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('as_of', models.DateField(blank=True, editable=False, null=True, verbose_name='register as it stood on')),
                        ('pdf', models.TextField(blank=True, editable=False, max_length=100)),
                        ('pdf_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                        ('pdf_bytes', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                        ('pdf_pages', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                        ('frozen', models.JSONField(blank=True, default=dict, editable=False)),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='register.body', verbose_name='meeting of')),
                        ('change_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.changeset')),
                        ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnerships.council')),
                        ('drafted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('issued_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('supersedes', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.committeepaper')),
                        ('where_from', models.ForeignKey(blank=True, db_constraint=False, help_text='The body that asked for it or saw it before.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='register.body', verbose_name='where from')),
                        ('where_to_next', models.ForeignKey(blank=True, db_constraint=False, help_text='The body that receives it after this meeting.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='register.body', verbose_name='where to next')),
                    ],
                    options={
                        'verbose_name': 'historical committee paper',
                        'verbose_name_plural': 'historical committee papers',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalPaperImplication',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('history_by_name', models.CharField(blank=True, max_length=200)),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('heading', models.CharField(max_length=120)),
                        ('text', models.TextField(blank=True)),
                        ('is_none', models.BooleanField(default=False, verbose_name='none directly')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('change_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.changeset')),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('paper', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.committeepaper')),
                    ],
                    options={
                        'verbose_name': 'historical paper implication',
                        'verbose_name_plural': 'historical paper implications',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='PaperImplication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('heading', models.CharField(max_length=120)),
                        ('text', models.TextField(blank=True)),
                        ('is_none', models.BooleanField(default=False, verbose_name='none directly')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                        ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='implications', to='reviews.committeepaper')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('paper', 'heading'), name='implication_once_in_a_paper', violation_error_message='The paper answers this implication already.'), models.CheckConstraint(condition=models.Q(('is_none', False), ('text', ''), _connector='OR'), name='implication_none_or_text', violation_error_message='Say what the implication is, or that there is none directly, but not both.')],
                    },
                ),
            ],
        ),
    ]
