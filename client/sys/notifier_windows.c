#include "client/sys/notifier.h"

#ifdef _WIN32
/* Balloons of an icon beside the clock, which Windows 10 shows as its notifications. They come and
 * are clicked on this thread: SDL hands out its windows' messages. Tried under wine only. */
#include "client/base/event.h" /* before Windows takes names of its for its own */

#include <windows.h>

#include <SDL.h>
#include <shellapi.h>
#include <stdlib.h>
#include <string.h>

#include "client/text/text.h"
#include "irc/bytes.h"
#include "irc/check.h"

enum { FROM_ICON = WM_USER + 1, PROGRAM_ICON = 1 };

static struct {
    NOTIFYICONDATAW icon; /* its window is NULL: there is none yet */
    Uint32 wake;
    int number, clicked; /* of the last that was shown; 0: none */
} state;

static LRESULT CALLBACK hear(HWND window, UINT message, WPARAM w, LPARAM l)
{
    if (message != FROM_ICON) {
        return DefWindowProcW(window, message, w, l);
    }
    if (l == NIN_BALLOONUSERCLICK || l == WM_LBUTTONUP) {
        SDL_Event event = {.type = state.wake};
        state.clicked = state.number;
        SDL_PushEvent(&event);
    }
    return 0;
}

static bool add_icon(void)
{
    HINSTANCE program = GetModuleHandleW(NULL);
    WNDCLASSW class = {
        .lpfnWndProc = hear, .hInstance = program, .lpszClassName = L"Tertulia.notifier"};
    RegisterClassW(&class);
    state.icon = (NOTIFYICONDATAW){.cbSize = sizeof state.icon,
                                   .hWnd = CreateWindowExW(0, class.lpszClassName, L"", 0, 0, 0, 0,
                                                           0, HWND_MESSAGE, NULL, program, NULL),
                                   .uFlags = NIF_MESSAGE | NIF_ICON | NIF_TIP,
                                   .uCallbackMessage = FROM_ICON,
                                   .hIcon = LoadIconW(program, MAKEINTRESOURCEW(PROGRAM_ICON)),
                                   .szTip = L"Tertulia"};
    return state.icon.hWnd && Shell_NotifyIconW(NIM_ADD, &state.icon);
}

/* Puts as much of a text as fits into a field of `cap` units, whole characters of it. */
static void widen(const char *text, size_t len, WCHAR *out, int cap)
{
    struct bytes clean = {0};
    char *first = xstrndup(text, len);
    text_clean(&clean, first);
    free(first);
    size_t end = clean.len < 4 * (size_t)cap ? clean.len : 4 * (size_t)cap;
    int wide = 0;
    while (wide == 0 && end > 0) { /* 0: it does not fit */
        while (end < clean.len && (clean.data[end] & 0xC0) == 0x80) {
            end--;
        }
        wide = MultiByteToWideChar(CP_UTF8, 0, clean.data, (int)end, out, cap - 1);
        end -= end > 0;
    }
    out[wide] = L'\0';
    bytes_finish(&clean);
}

void notifier_show(const char *text, int number, unsigned wake)
{
    state.wake = wake;
    if (!state.icon.hWnd && !add_icon()) {
        return;
    }
    size_t len = strcspn(text, "\n");
    NOTIFYICONDATAW shown = state.icon;
    shown.uFlags = NIF_INFO;
    shown.dwInfoFlags = NIIF_USER | NIIF_NOSOUND; /* the sound is ours */
    widen(text, len, shown.szInfoTitle, (int)COUNT_OF(shown.szInfoTitle));
    text += len + (text[len] == '\n');
    widen(text, strlen(text), shown.szInfo, (int)COUNT_OF(shown.szInfo));
    state.number = number;
    Shell_NotifyIconW(NIM_MODIFY, &shown);
}

bool notifier_pop(struct event *e)
{
    e->kind = EVENT_CHOSEN;
    e->call = state.clicked;
    state.clicked = 0;
    return e->call;
}

void notifier_quit(void)
{
    if (state.icon.hWnd) {
        Shell_NotifyIconW(NIM_DELETE, &state.icon);
        DestroyWindow(state.icon.hWnd);
    }
}
#endif
