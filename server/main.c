/* tertuliad: reads its settings, then hands over to the loop. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/secret.h"
#include "irc/sys/tls.h"
#include "server/core/config.h"
#include "server/core/export.h"
#include "server/core/history.h"
#include "server/log.h"
#include "server/store.h"
#include "server/sys/log_file.h"
#include "server/sys/loop.h"
#include "server/sys/net.h"
#include "server/sys/os.h"
#include "server/version.h"

enum {
    FOLDER_BYTES = 1024,
    DESCRIPTORS_KEPT = 48,
    HASH_COST = 15
}; /* DESCRIPTORS_KEPT: for everything that is not a client */

struct options {
    struct config config;
    const char *file; /* NULL: none */
    const char *data;
    const char *backup;        /* NULL: not asked for */
    const char *room, *format; /* of the export */
    bool export, check, printed;
    bool machine; /* print its status for a program */
    int argc;
    char **argv;
};

static void help(void)
{
    puts("tertuliad: a chat server that speaks IRC\n"
         "\n"
         "  tertuliad [options]\n"
         "  tertuliad backup FILE     a copy of everything it keeps, while it runs\n"
         "  tertuliad export --room '#ROOM' [--format jsonl|text]\n"
         "                            what was said there, on standard output\n"
         "\n"
         "  --config FILE          read settings from FILE (INI)\n"
         "  --data DIR             the folder for everything it writes (default: of this user)\n"
         "  --listen-tls ADDRESS:PORT\n"
         "                         accept people there instead of where the settings say; repeat\n"
         "                         it for several; *:6697 is every address of this computer\n"
         "  --listen ADDRESS:PORT  the same, not encrypted\n"
         "  --set SECTION.KEY=VALUE\n"
         "                         one setting, after those of the file; or --SECTION.KEY=VALUE\n"
         "  --hash-password        read a password and print the hash that an operator's setting "
         "takes\n"
         "  --machine-readable     say of itself, on standard output, what a program reads: lines "
         "KEY=VALUE\n"
         "  --check-config         say whether the settings are right, and end\n"
         "  --version, --help\n"
         "\n"
         "Settings ([section] and key in the file, section.key here):\n");
    for (int i = 0; i < config_key_count; i++) {
        const struct config_key *key = &config_keys[i];
        printf("  %-29s %s", key->name, key->help);
        printf(key->initial && *key->initial && key->kind != CONFIG_LINE ? " (default: %s)\n"
                                                                         : "\n",
               key->initial);
    }
}

static void say_version(void)
{
    printf("tertuliad " TERTULIA_VERSION " (commit %s)\nOpenSSL %s, SQLite %s, utf8proc %s\n",
           version_commit(), tls_library(), sqlite3_libversion(), utf8proc_version());
}

static int fail(const char *what, const char *detail)
{
    fprintf(stderr, "tertuliad: %s%s\n", what, detail);
    return -1;
}

static void wrong_line(void *context, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", (const char *)context, line, what);
}

static bool read_file(struct options *o)
{
    struct bytes text = {0};
    struct error error;
    if (!os_read_file(o->file, &text, &error)) {
        fprintf(stderr, "tertuliad: cannot read %s: %s\n", o->file, error.text);
        bytes_finish(&text);
        return false;
    }
    int wrong =
        config_parse(&o->config, bytes_string(&text), wrong_line, (void *)(uintptr_t)o->file);
    bytes_finish(&text);
    return wrong == 0;
}

static bool set(struct options *o, const char *pair)
{
    char name[CONFIG_TEXT];
    struct error error;
    size_t len = strcspn(pair, "=");
    if (!pair[len] || len >= sizeof name) {
        fprintf(stderr, "tertuliad: --set %s: expected SECTION.KEY=VALUE\n", pair);
        return false;
    }
    snprintf(name, sizeof name, "%.*s", (int)len, pair);
    if (strcmp(name, "server.password") == 0 || strncmp(name, "webirc.", 7) == 0) {
        log_line(LOG_WARNING,
                 "%s on the command line is read by everybody on this computer: it belongs "
                 "into the file that --config names",
                 name);
    }
    if (!config_set(&o->config, name, pair + len + 1, &error)) {
        fprintf(stderr, "tertuliad: %s = %s: expected %s\n", name, pair + len + 1, error.text);
        return false;
    }
    return true;
}

/* Where to store the value of this option; NULL: it takes none, or is a setting. */
static const char **text_option(struct options *o, const char *name)
{
    const struct {
        const char *name;
        const char **text;
    } all[] = {{"--config", &o->file},
               {"--data", &o->data},
               {"--room", &o->room},
               {"--format", &o->format},
               {"backup", &o->backup}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (strcmp(all[i].name, name) == 0) {
            return all[i].text;
        }
    }
    return NULL;
}

static bool is_listen(const char *option)
{
    return strcmp(option, "--listen") == 0 || strcmp(option, "--listen-tls") == 0;
}

static bool listen_at(struct options *o, bool *first, const char *option, const char *where)
{
    struct error error;
    bool tls = strcmp(option, "--listen-tls") == 0;
    if (*first) {
        o->config.listen.count = o->config.listen_tls.count = 0;
        *first = false;
    }
    if (!config_set(&o->config, tls ? "server.listen_tls" : "server.listen", where, &error)) {
        fprintf(stderr, "tertuliad: %s %s: expected %s\n", option, where, error.text);
        return false;
    }
    return true;
}

/* The options that change settings; run after the file was read, and again at each reload. */
static bool apply_options(struct options *o)
{
    bool first = true;
    for (int i = 1; i < o->argc; i++) {
        if (strcmp(o->argv[i], "--set") == 0) {
            if (!set(o, o->argv[++i])) {
                return false;
            }
        } else if (is_listen(o->argv[i])) {
            i++;
            if (!listen_at(o, &first, o->argv[i - 1], o->argv[i])) {
                return false;
            }
        } else if (text_option(o, o->argv[i])) {
            i++;
        } else if (strncmp(o->argv[i], "--", 2) == 0 && strchr(o->argv[i], '=')) {
            if (!set(o, o->argv[i] + 2)) {
                return false;
            }
        }
    }
    return true;
}

/* Prints the hash of a password on standard input, as an operator's setting takes it. */
static int hash_password(void)
{
    char password[CONFIG_TEXT], hash[SECRET_HASH];
    fputs("Password: ", stderr);
    if (!fgets(password, sizeof password, stdin) || password[0] == '\n') {
        return fail("no password was given", "");
    }
    password[strcspn(password, "\r\n")] = '\0';
    secret_hash_password(password, HASH_COST, hash);
    puts(hash);
    return 0;
}

/* Parses the command line. 1: go on; 0: done; -1: refused. */
static int read_options(struct options *o)
{
    for (int i = 1; i < o->argc; i++) {
        const char *name = o->argv[i], **text = text_option(o, name);
        bool setting = is_listen(name) || strcmp(name, "--set") == 0;
        if ((text || setting) && ++i == o->argc) {
            return fail(name, " needs a value; --help says which");
        }
        if (text) {
            *text = o->argv[i];
        } else if (strcmp(name, "export") == 0) {
            o->export = true;
        } else if (strcmp(name, "--check-config") == 0) {
            o->check = true;
        } else if (strcmp(name, "--machine-readable") == 0) {
            o->machine = true;
        } else if (strcmp(name, "--hash-password") == 0) {
            return hash_password();
        } else if (strcmp(name, "--version") == 0) {
            say_version();
            return 0;
        } else if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
            help();
            return 0;
        } else if (!setting && !(strncmp(name, "--", 2) == 0 && strchr(name, '='))) {
            return fail("unknown option ", name);
        }
    }
    if (o->export != (o->room != NULL)) {
        return fail("to export, say of which room: ", "tertuliad export --room '#name'");
    }
    if (o->format && strcmp(o->format, "jsonl") != 0 && strcmp(o->format, "text") != 0) {
        return fail("--format is jsonl or text, not ", o->format);
    }
    return 1;
}

/* Collects all settings in o->config. */
static bool settings(struct options *o)
{
    struct error error;
    config_init(&o->config);
    os_name(o->config.name, sizeof o->config.name);
    if ((o->file && !read_file(o)) || !apply_options(o)) {
        return false;
    }
    if (!config_settle(&o->config, &error)) {
        fprintf(stderr, "tertuliad: expected %s\n", error.text);
        return false;
    }
    long most = os_descriptors() - DESCRIPTORS_KEPT;
    if (o->config.max_clients == 0 || o->config.max_clients > most) {
        if (o->config.max_clients > most) {
            log_line(LOG_WARNING, "the system lets at most %ld people in, not %ld", most,
                     o->config.max_clients);
        }
        o->config.max_clients = most;
    }
    log_file_level((enum log_level)o->config.log_level);
    return true;
}

/* An invalid file leaves everything as it was. */
static bool reload(void *context)
{
    struct options *o = context, fresh = *o;
    if (!settings(&fresh)) {
        config_finish(&fresh.config);
        log_line(LOG_WARNING, "the configuration has mistakes; going on with the one before");
        return false;
    }
    config_finish(&o->config);
    o->config = fresh.config;
    return true;
}

static void data_folder(const struct options *o, char *folder)
{
    if (o->data) {
        copy_text(folder, FOLDER_BYTES, o->data);
    } else {
        os_data_folder(folder, FOLDER_BYTES);
    }
}

static void print_record(void *context, const struct record *r)
{
    struct options *o = context;
    struct bytes line = {0};
    o->printed = true;
    if (o->format && strcmp(o->format, "text") == 0) {
        export_text(&line, r);
    } else {
        export_json(&line, r);
    }
    fputs(bytes_string(&line), stdout);
    bytes_finish(&line);
}

/* "backup" and "export", beside a server that may be running. */
static int use_store(struct options *o)
{
    char folder[FOLDER_BYTES], path[FOLDER_BYTES + 16], key[NAME_KEY];
    struct error error;
    data_folder(o, folder);
    snprintf(path, sizeof path, "%s/tertulia.db", folder);
    struct store *store = store_open_reader(path, &error);
    bool fine = store;
    if (store && o->backup) {
        fine = store_copy_to(store, o->backup, &error);
    } else if (store) {
        precis_key(o->room, key);
        store_each_record(store, key, print_record, o);
    }
    if (!fine) {
        fprintf(stderr, "tertuliad: cannot %s %s: %s\n", store ? "write" : "read",
                store ? o->backup : path, error.text);
    } else if (ferror(stdout) || fflush(stdout) != 0) {
        fine = fail("the export could not be written to the end", "") == 0;
    } else if (o->room && !o->printed) {
        fprintf(stderr, "tertuliad: nothing is kept of %s\n", o->room);
    }
    store_close(store);
    return fine ? 0 : 1;
}

/* Whether no other server uses the folder; checked before the ports, which that server would have
 * too. */
static bool is_free(const struct options *o, const char *folder)
{
    bool free = os_lock_folder(folder);
    if (!free && o->machine) {
        puts("folder=taken");
    }
    if (!free) {
        fprintf(stderr,
                "tertuliad: another tertuliad uses the folder %s: stop that one, or choose "
                "another with --data\n",
                folder);
    }
    return free;
}

static struct store *open_store(const struct options *o, const char *folder)
{
    char path[FOLDER_BYTES + 16];
    struct error error;
    if (!os_make_folder(folder, &error)) {
        fprintf(stderr, "tertuliad: cannot use the folder %s: %s. Choose another with --data.\n",
                folder, error.text);
        return NULL;
    }
    if (!is_free(o, folder)) { /* the folder may be new */
        return NULL;
    }
    snprintf(path, sizeof path, "%s/tertulia.db", folder);
    struct store *store = store_open(path, &error);
    if (store) {
        store_set_power_safe(store, o->config.power_safe);
    } else {
        fprintf(stderr,
                "tertuliad: cannot open %s: %s. Everything is kept there: make it a file "
                "that this program may write, or choose another folder with --data FOLDER.\n",
                path, error.text);
    }
    return store;
}

/* Root is needed for ports below 1024 and nothing else. */
static bool step_down(const struct options *o, const char *folder)
{
    const char *user = o->config.run_as;
    struct error error;
    if (!os_is_root() || !*user) {
        return true;
    }
    if (os_make_folder(folder, &error) && os_give(folder, user, &error) &&
        os_become(user, &error)) {
        return true;
    }
    fprintf(stderr, "tertuliad: cannot become %s (server.user): %s\n", user, error.text);
    return false;
}

/* The last step before people come in. */
static void lock_up(const struct options *o)
{
    const char *means = o->config.sandbox ? os_sandbox() : NULL;
    if (means) {
        log_line(LOG_DEBUG, "confined by %s", means);
    }
    const struct config *c = &o->config;
    if (o->file && (c->password[0] || c->webirc || c->opers) && os_is_open(o->file)) {
        log_line(LOG_WARNING, "%s holds secrets and others on this computer can read it: chmod 600",
                 o->file);
    }
    if (os_is_root()) {
        log_line(LOG_WARNING, "running as root: server.user names a user to become instead");
    }
}

/* Runs the server. True: restart it. Otherwise *status is the exit status. */
static bool serve(struct options *o, bool before, int *status)
{
    char folder[FOLDER_BYTES];
    data_folder(o, folder);
    struct store *store = NULL;
    struct loop *loop = is_free(o, folder) ? loop_new(&o->config) : NULL;
    bool again = false;
    bool fine = loop && step_down(o, folder) && (store = open_store(o, folder)) &&
                loop_open(loop, store, folder, before);
    if (fine) {
        lock_up(o);
        loop_introduce(loop, o->machine);
        puts("ready");
        fflush(stdout);
        again = loop_run(loop, reload, o);
    }
    if (loop) {
        loop_free(loop);
    }
    store_close(store);
    *status = fine ? 0 : 1;
    return again;
}

/* Runs it as often as operators restart it: as a new process, which may be a new version of the
 * program, or in this one if it gave up starting others. */
static int serve_on(struct options *o)
{
    int status;
    os_hide_memory();
    for (bool before = false; serve(o, before, &status); before = true) {
        os_restart(o->argv);
        reload(o); /* mistakes in it leave the settings as they were */
    }
    return status;
}

int main(int argc, char **argv)
{
    struct options o = {.argc = argc, .argv = argv};
    os_begin();
    int go = read_options(&o);
    if (go <= 0) {
        return go < 0 ? 2 : 0;
    }
    os_keep_private(); /* its files are for its user alone */
    if (!net_start()) {
        return 1;
    }
    int status = 1;
    if (settings(&o)) {
        if (o.backup || o.export) {
            status = use_store(&o);
        } else if (o.check) {
            puts("the configuration is right");
            status = 0;
        } else {
            status = serve_on(&o);
        }
    }
    config_finish(&o.config);
    net_stop();
    return status;
}
