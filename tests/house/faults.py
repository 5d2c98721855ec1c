"""Small trees that break one rule each, and one that breaks none."""

FAULTS: dict[str, list[dict[str, str]]] = {
    "only_the_edges_commit": [
        {"app/domain/audits.py": "def finish():\n    db.session.commit()\n"},
        {"app/access.py": "from app.db import db\nsession = db.session\nsession.commit()\n"},
    ],
    "imports_point_one_way": [
        {"app/domain/audits.py": "from flask import g\n"},
        {"app/domain/audits/finishing.py": "def f():\n    from ...routes import audits\n"},
        {"app/domain/audits.py": "from app import access\n"},
        {"app/models/audits.py": "import app.domain.audits\n"},
        {"app/files/labels.py": "from app.models import Asset\n"},
    ],
    "files_stay_readable": [
        {place: "x = 1\n" * 251} for place in ("app/domain/long.py", "tests/a/test_x.py")
    ],
    "functions_stay_readable": [{"app/domain/long.py": "def f():\n" + "    x = 1\n" * 45}],
    "every_module_has_a_subject": [
        {"app/domain/utils.py": ""},
        {"tests/helpers/people.py": ""},
    ],
    "no_page_is_written_in_python": [
        {"app/routes/x.py": "from markupsafe import Markup\nMarkup('<b>')\n"},
        {"app/routes/x.py": "flask.render_template_string('<b>')\n"},
    ],
    "every_blueprint_has_its_pages": [{"app/routes/audits.py": "bp = Blueprint('audits', __name__)\n"}],
    "no_test_asserts_how_long_it_took": [
        {"tests/a/test_x.py": "def test_x():\n    t = time.time()\n    assert time.time() - t < 2\n"},
        {
            "tests/a/test_x.py": "def test_x():\n    took = perf_counter() - 1\n    ms = took * 1000\n    assert ms < 5\n"
        },
    ],
    "no_test_uses_a_mock": [
        {"tests/a/test_x.py": "from unittest.mock import Mock\n"},
        {"tests/a/test_x.py": "from unittest import mock\n"},
    ],
    "every_word_can_be_translated": [
        {"app/templates/a/x.html": "<p>Finish room</p>"},
        {"app/templates/a/x.html": "<p>{tag} belongs in {room}</p>"},
        {"app/templates/a/x.html": "{% if x %}<b>{{ n }} devices</b>{% endif %}"},
        {"app/templates/a/x.html": "<p>\n{% trans %}Good{% endtrans %} bad</p>"},
    ],
    "every_spoken_attribute_can_be_translated": [
        {"app/templates/a/x.html": '<button aria-label="Close"></button>'},
        {"app/templates/a/x.html": '<input placeholder="{{ _("Tag") }} or serial">'},
        {"app/templates/a/x.html": '<a {% if y %}class="z" {% endif %}title="{% if x %}Open{% endif %}">'},
        {"app/templates/a/x.html": '<input type="submit" value="Go on">'},
    ],
    "every_word_given_to_a_macro_can_be_translated": [
        {"app/templates/a/x.html": "{{ button('Finish room') }}"},
        {"app/templates/a/x.html": "{% set title = 'Rooms' %}"},
        {"app/templates/a/x.html": "{{ button(_('Finish'), 'Really?') }}"},
    ],
    "nothing_stands_inline": [
        {"app/templates/a/x.html": '<p style="color: red">'},
        {"app/templates/a/x.html": '<p {{ x }} onclick="go()">'},
        {"app/templates/a/x.html": "<script>go()</script>"},
        {"app/templates/a/x.html": '<script type="importmap">{}</script>'},
        {"app/templates/a/x.html": '<style nonce="x"></style>'},
        {"app/templates/a/x.html": '<a href="javascript:go()">'},
        {"app/templates/a/x.html": '<b hx-on:click="go()">'},
    ],
    "nothing_escapes_escaping": [
        {"app/templates/a/x.html": "{{ name|safe }}"},
        {"app/templates/a/x.html": "{{ name | trim | safe }}"},
        {"app/templates/a/x.html": "{% autoescape false %}{{ name }}{% endautoescape %}"},
    ],
    "templates_fit_on_a_page": [{"app/templates/a/x.html": "<p>\n" * 151}],
    "scripts_stay_small": [{"app/static/js/a/x.js": "go()\n" * 201}],
    "fields_speak_the_pages_language": [
        {"app/templates/x.html": "<html></html>"},
        {"app/templates/x.html": "<form novalidate></form>"},
    ],
    "pages_stand_either_way_up": [
        {"app/static/css/x.css": "@media (orientation: portrait) { a { color: red } }\n"}
    ],
    "no_page_is_written_in_a_script": [
        {"app/static/js/a/x.js": "row.innerHTML = `<b>${name}</b>`\n"},
        {"app/static/js/a/x.js": 'row.insertAdjacentHTML("beforeend", "<b>")\n'},
    ],
    "every_icon_is_in_the_sprite": [
        {"app/templates/a/x.html": "{{ icon('trash-2') }}"},
        {"app/templates/a/x.html": '<use href="/static/vendor/icons.svg#trash-2"/>'},
    ],
    "nothing_is_left_unfinished": [
        {"app/domain/x.py": "x = 1  # TODO: later\n"},
        {"README.md": "FIXME\n"},
        {"app/static/js/a/x.js": "// XXX\n"},
    ],
    "nothing_names_one_machine": [
        {"app/config.py": "INSTANCE = '/home/jo/rollcall/instance'\n"},
        {"docs/x.md": "Go to `/Users/Jo/rollcall`.\n"},
    ],
    "locks_name_no_host": [
        {"requirements.txt": "--index-url https://mirror.example\nflask==3.1.3\n"},
        {"requirements.txt": "flask @ https://mirror.example/flask.whl\n"},
        {
            "package-lock.json": '{"packages": {"node_modules/idb": {"resolved": "https://mirror.example/idb.tgz"}}}'
        },
        {"docs/x.md": "npm config set registry https://registry.npmjs.org\n"},
    ],
    "the_runtime_lock_is_part_of_the_development_lock": [
        {"requirements.txt": "flask==3.1.3 \\\n", "requirements-dev.txt": "flask==3.1.2 \\\n"},
    ],
    "every_policy_rule_cited_exists": [
        {"app/domain/x.py": '"""Signing (CERT-6)."""\n'},
        {"docs/x.md": "See REG-0.\n"},
    ],
    "every_setting_is_explained": [
        {"app/config.py": 'secret = environment.get("SECRET_KEY")\n'},
        {"app/x.py": 'os.environ["ROLLCALL_X"]\n', "docs/installing.md": "| `ROLLCALL_XY` |\n"},
    ],
    "every_module_is_on_the_map": [
        {"app/domain/x.py": "", "docs/architecture.md": "## app\n| `domain` | what happens |\n"},
        {"docs/architecture.md": "## app/domain and app/routes\n| `gone` | what was |\n"},
    ],
    "spanish_says_everything": [],
}

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
BABEL = '[tool.babel]\nmappings = [{ method = "jinja2", pattern = "templates/**" }]\n'
SPANISH = "app/translations/es/LC_MESSAGES/messages.po"
FAULTS["spanish_says_everything"] = [
    {"pyproject.toml": BABEL, SPANISH: PO + 'msgid "Rooms"\nmsgstr ""\n'},
    {"pyproject.toml": BABEL, SPANISH: PO + '#, fuzzy\nmsgid "Rooms"\nmsgstr "Aulas"\n'},
    {"pyproject.toml": BABEL, SPANISH: PO + '#, python-format\nmsgid "%(n)s rooms"\nmsgstr "%(m)s aulas"\n'},
    {"pyproject.toml": BABEL, SPANISH: PO, "app/templates/a/x.html": "{{ _('Rooms') }}"},
]

FINE = {
    "app/config.py": 'secret = environment.get("SECRET_KEY")\n',
    "docs/architecture.md": "## app\n| `config` `domain` `files` | what |\n| `routes` `static` `templates` `translations` | what |\n\n"
    "## app/domain and app/routes\n| `audits` | counting |\n\n## app/files\n| `labels` | on paper |\n",
    "docs/installing.md": "| `SECRET_KEY` | signs sessions |\n",
    "pyproject.toml": BABEL,
    "requirements.txt": "flask==3.1.3 \\\n    --hash=sha256:00\n",
    "requirements-dev.txt": "flask==3.1.3 \\\n    --hash=sha256:00\npytest==9.2.0 \\\n    --hash=sha256:00\n",
    "package-lock.json": '{"packages": {"node_modules/idb": {"version": "8.0.4", "integrity": "sha512-00"}}}',
    "app/routes/audits.py": "bp = Blueprint('audits', __name__)\n\n\ndef finish():\n    db.session.commit()\n",
    "app/domain/audits.py": '"""Counting (CERT-2, ORG-10)."""\nfrom app.db import db\nfrom app.models.audits import Audit\n',
    "app/files/labels.py": "import typst\n",
    "tests/audits/test_counting.py": "def test_x():\n    until = monotonic() + 45\n    while not poll():\n        assert monotonic() < until\n",
    "app/static/js/a/x.js": "row.textContent = name\n",
    "app/templates/audits/room.html": """\
{# A comment may say what it likes. #}
{% from "parts/buttons.html" import button %}
<h1 title="{{ _('Room') }}">{{ room.name }} · Rollcall</h1>
<p {% if held %}class="held"{% endif %} aria-label="{{ n }}">{% trans n=n %}{{ n }} device{% pluralize %}{{ n }} devices{% endtrans %}</p>
{{ button(_('Finish room'), 'go', icon_name='check') }} {{ icon('check') }} {{ ngettext('One', 'Many', 2) }}
<script type="module" src="{{ url }}"></script><script type="application/json">{"Rooms": 1}</script>
<template><b>{tag}</b></template> {{ who }}@demo.test
<svg viewBox="0 0 24 24"><path d="M3 7V5"/></svg> <code>A104233</code> 12 × 3 &nbsp; QR
""",
    SPANISH: PO
    + "".join(
        f'msgid "{english}"\nmsgstr "{spanish}"\n\n'
        for english, spanish in {"Room": "Aula", "Finish room": "Terminar el aula"}.items()
    )
    + 'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] "Uno"\nmsgstr[1] "Muchos"\n\n'
    + '#, python-format\nmsgid "%(n)s device"\nmsgid_plural "%(n)s devices"\n'
    + 'msgstr[0] "%(n)s equipo"\nmsgstr[1] "%(n)s equipos"\n',
}
