#include "client/sys/desktop.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "client/sys/bus.h"
#include "client/sys/disk.h"
#include "irc/bytes.h"

#ifdef HAS_BUS

#include <stddef.h>

bool desktop_is_light(void)
{
    enum { ANSWER_MS = 300, LIGHT = 2 };
    const struct bus *b = bus_load();
    void *connection = bus_connect();
    if (!connection) {
        return false;
    }
    bus_iterator i, inner;
    uint32_t look = 0;
    void *message = b->message_new_method_call("org.freedesktop.portal.Desktop",
                                               "/org/freedesktop/portal/desktop",
                                               "org.freedesktop.portal.Settings", "Read");
    b->message_iter_init_append(message, &i);
    bus_text(&i, "org.freedesktop.appearance");
    bus_text(&i, "color-scheme");
    void *answer = b->connection_send_with_reply_and_block(connection, message, ANSWER_MS, NULL);
    b->message_unref(message);
    if (answer && b->message_iter_init(answer, &i)) { /* a number in one or two variants */
        while (b->message_iter_get_arg_type(&i) == 'v') {
            b->message_iter_recurse(&i, &inner);
            i = inner;
        }
        if (b->message_iter_get_arg_type(&i) == 'u') {
            b->message_iter_get_basic(&i, &look);
        }
    }
    if (answer) {
        b->message_unref(answer);
    }
    bus_hang_up(connection);
    return look == LIGHT;
}

#elif defined(_WIN32)
#include <windows.h>

#include <SDL.h>
#include <SDL_syswm.h>

bool desktop_is_light(void)
{
    DWORD light = 0, size = sizeof light;
    return RegGetValueA(HKEY_CURRENT_USER,
                        "Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                        "AppsUseLightTheme", RRF_RT_REG_DWORD, NULL, &light,
                        &size) == ERROR_SUCCESS &&
           light;
}

#else

bool desktop_is_light(void)
{
    return false;
}

#endif

#ifdef _WIN32
void desktop_begin(void)
{
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_APPLICATION_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    bool mute = GetFileType(GetStdHandle(STD_OUTPUT_HANDLE)) == FILE_TYPE_UNKNOWN;
    if (mute && AttachConsole(ATTACH_PARENT_PROCESS)) {
        SetConsoleOutputCP(CP_UTF8);
        freopen("CONOUT$", "w", stdout);
        freopen("CONOUT$", "w", stderr);
    }
}

void desktop_shade(SDL_Window *window, bool dark)
{
    enum { USE_IMMERSIVE_DARK_MODE = 20 };
    typedef HRESULT(WINAPI * set_attribute)(HWND, DWORD, const void *, DWORD);
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    HMODULE library = LoadLibraryExA("dwmapi.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    FARPROC found = library ? GetProcAddress(library, "DwmSetWindowAttribute") : NULL;
    if (found && SDL_GetWindowWMInfo(window, &info)) {
        set_attribute set;
        BOOL on = dark;
        memcpy(&set, &found, sizeof set);
        set(info.info.win.window, USE_IMMERSIVE_DARK_MODE, &on, sizeof on);
    }
}

void desktop_say_failure(const char *what)
{
    MessageBoxA(NULL, what, "Tertulia", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
}
#else
void desktop_begin(void)
{
    signal(SIGPIPE, SIG_IGN); /* a pipe whose other end is gone is an error like any other */
}

void desktop_shade(struct SDL_Window *window, bool dark)
{
    (void)window, (void)dark;
}

void desktop_say_failure(const char *what)
{
    (void)what; /* it was printed */
}
#endif

#ifdef _WIN32
const char *desktop_firewall(void)
{
    DWORD on = 0, size = sizeof on;
    bool says = RegGetValueA(HKEY_LOCAL_MACHINE,
                             "SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters"
                             "\\FirewallPolicy\\StandardProfile",
                             "EnableFirewall", RRF_RT_REG_DWORD, NULL, &on, &size) == ERROR_SUCCESS;
    return says && on ? "Windows" : "";
}
#else
const char *desktop_firewall(void)
{
    struct bytes text = {0};
    bool ufw =
        disk_read("/etc/ufw/ufw.conf", &text) && strstr(bytes_string(&text), "\nENABLED=yes");
    bytes_finish(&text);
    return ufw ? "ufw"
           : disk_is_there("/run/firewalld.pid") || disk_is_there("/var/run/firewalld.pid")
               ? "firewalld"
               : "";
}
#endif
