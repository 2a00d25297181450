/* A webcam in user space, for tests: a library to preload into a program that uses V4L2.
 *
 *     cc -shared -fPIC -O1 -o fakecam.so fakecam.c -pthread
 *     MIEN_FAKECAM=DIR LD_PRELOAD=./fakecam.so program
 *
 * The program then sees DIR as its /dev, so each folder DIR/videoN is a camera and nothing else is there. In it:
 *
 *     name                 the camera's name
 *     MJPG-640x480         one file a mode, named by its code and size, holding the frames that come round and
 *                          round, each behind its length (32 bit, little-endian)
 *     rates                the rates of all modes, as fractions: "30/1 15/2" (without it 30/1)
 *     state                the mode and rate set last; kept, as by hardware
 *     meta                 if there: the device takes metadata, no pictures
 *     fault.NAME           if there: a fault, at once and as long as the file is there
 *         stall                no frame ever comes
 *         slow                 frames come at the rate in the file
 *         truncate             only as many percent of each frame as the file says
 *         corrupt              junk in the middle of each frame
 *         empty                frames of no bytes
 *         errflag              frames are half old, and flagged as damaged
 *         hang                 open() does not return
 *         open, s_fmt, reqbufs, streamon, dqbuf, streamoff
 *                              the call fails with the number in the file; "5 once" does so one time
 *
 * Unplugging is renaming the folder. A second user is told that the camera is busy. Every open, streamon, streamoff
 * and close is a line in DIR/log.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { FDS = 1024, MODES = 16, RATES = 8, BUFFERS = 8, SLOT = 24 /* buffer i is mapped at i << SLOT */ };

struct mode {
    uint32_t code, width, height;
    char file[300];
};

struct buffer {
    int memory; /* a memfd */
    unsigned char *bytes;
    enum { OURS, QUEUED, FILLED } state; /* OURS: the program's */
    uint32_t used, flags, sequence;
    struct timeval time;
};

struct camera {
    int fd, number, lock, meta, streaming, gone;
    char folder[256];
    struct mode modes[MODES];
    int mode_count, mode;
    struct v4l2_fract rates[RATES]; /* frames over seconds */
    int rate_count, rate;
    struct buffer buffers[BUFFERS];
    int buffer_count;
    uint32_t sequence;
    unsigned char *media;
    size_t media_size, media_at;
    pthread_t ticker;
    pthread_mutex_t mutex;
};

static struct camera *cameras[FDS];
static const char *root;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static int (*real_ioctl)(int, unsigned long, ...);
static long (*real_syscall)(long, ...);
static void *(*real_mmap)(void *, size_t, int, int, int, off_t);
static DIR *(*real_opendir)(const char *);

__attribute__((constructor)) static void setup(void)
{
    if (real_open) return;
    root = getenv("MIEN_FAKECAM");
    real_close = dlsym(RTLD_NEXT, "close");
    real_ioctl = dlsym(RTLD_NEXT, "ioctl");
    real_syscall = dlsym(RTLD_NEXT, "syscall");
    real_mmap = dlsym(RTLD_NEXT, "mmap");
    real_opendir = dlsym(RTLD_NEXT, "opendir");
    real_open = dlsym(RTLD_NEXT, "open");
}

static struct camera *camera_of(int fd) { return fd >= 0 && fd < FDS ? cameras[fd] : NULL; }

static void note(int number, const char *what)
{
    char path[300], line[80];
    snprintf(path, sizeof path, "%s/log", root);
    int length = snprintf(line, sizeof line, "video%d %s\n", number, what);
    int fd = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0) return;
    if (write(fd, line, length) != length) abort();
    real_close(fd);
}

/* Reads a small file of the camera's folder; NULL when it is not there. */
static char *text_of(struct camera *c, const char *name, char *text, size_t size)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", c->folder, name);
    int fd = real_open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    ssize_t length = read(fd, text, size - 1);
    real_close(fd);
    text[length > 0 ? length : 0] = 0;
    return text;
}

/* Is the fault there? Its number goes to *value; one that says "once" is used up. */
static int fault(struct camera *c, const char *name, int *value)
{
    char file[64], path[400], text[64], word[16] = "";
    int number = 0;
    snprintf(file, sizeof file, "fault.%s", name);
    if (!text_of(c, file, text, sizeof text)) return 0;
    sscanf(text, "%d %15s", &number, word);
    if (value) *value = number;
    if (!strcmp(word, "once")) {
        snprintf(path, sizeof path, "%s/%s", c->folder, file);
        unlink(path);
    }
    return 1;
}

static int unplugged(struct camera *c)
{
    struct stat about;
    return c->gone || stat(c->folder, &about) != 0;
}

/* ---- opening ---- */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct mode *)a)->file, ((const struct mode *)b)->file);
}

static void read_folder(struct camera *c)
{
    char text[200];
    DIR *folder = real_opendir(c->folder);
    for (struct dirent *entry; folder && (entry = readdir(folder)) && c->mode_count < MODES;) {
        char code[5];
        struct mode *m = &c->modes[c->mode_count];
        if (sscanf(entry->d_name, "%4c-%ux%u", code, &m->width, &m->height) != 3) continue;
        m->code = v4l2_fourcc(code[0], code[1], code[2], code[3]);
        snprintf(m->file, sizeof m->file, "%s", entry->d_name);
        c->mode_count++;
    }
    if (folder) closedir(folder);
    qsort(c->modes, c->mode_count, sizeof *c->modes, by_name);
    c->meta = text_of(c, "meta", text, sizeof text) != NULL;

    char *at = text_of(c, "rates", text, sizeof text);
    for (int used; at && c->rate_count < RATES; at += used) {
        struct v4l2_fract *rate = &c->rates[c->rate_count];
        if (sscanf(at, " %u/%u%n", &rate->numerator, &rate->denominator, &used) != 2) break;
        c->rate_count++;
    }
    if (!c->rate_count) c->rates[c->rate_count++] = (struct v4l2_fract){30, 1};

    if (text_of(c, "state", text, sizeof text)) sscanf(text, "%d %d", &c->mode, &c->rate);
    if (c->mode >= c->mode_count) c->mode = 0;
    if (c->rate >= c->rate_count) c->rate = 0;
}

static void keep_state(struct camera *c)
{
    char path[300];
    snprintf(path, sizeof path, "%s/state", c->folder);
    int fd = real_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return;
    dprintf(fd, "%d %d\n", c->mode, c->rate);
    real_close(fd);
}

static int fail(struct camera *c, int error)
{
    free(c);
    errno = error;
    return -1;
}

static int open_camera(int number)
{
    struct camera *c = calloc(1, sizeof *c);
    struct stat about;
    int error;
    c->number = number;
    c->lock = -1;
    snprintf(c->folder, sizeof c->folder, "%s/video%d", root, number);
    if (stat(c->folder, &about) != 0) return fail(c, ENOENT);
    while (fault(c, "hang", NULL)) usleep(20000);
    if (fault(c, "open", &error)) return fail(c, error);
    read_folder(c);
    pthread_mutex_init(&c->mutex, NULL);
    c->fd = eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK | EFD_CLOEXEC);
    if (c->fd < 0 || c->fd >= FDS) return fail(c, EMFILE);
    cameras[c->fd] = c;
    note(number, "open");
    return c->fd;
}

/* ---- frames ---- */

static size_t frame_room(struct camera *c)
{
    return (size_t)c->modes[c->mode].width * c->modes[c->mode].height * 3 + 4096;
}

static void fill(struct camera *c, struct buffer *b)
{
    uint32_t length;
    int percent;
    if (c->media_at + 4 > c->media_size) c->media_at = 0;
    memcpy(&length, c->media + c->media_at, 4);
    const unsigned char *frame = c->media + c->media_at + 4;
    c->media_at += 4 + length;

    if (fault(c, "truncate", &percent)) length = (uint64_t)length * percent / 100;
    if (fault(c, "empty", NULL)) length = 0;
    b->flags = 0;
    if (fault(c, "errflag", NULL)) {
        b->flags = V4L2_BUF_FLAG_ERROR;
        memcpy(b->bytes, frame, length / 2);
    } else {
        memcpy(b->bytes, frame, length); /* what is behind stays from an older frame, as with hardware */
    }
    if (fault(c, "corrupt", NULL))
        for (uint32_t i = length / 4; i < length / 2; i++) b->bytes[i] = i * 73;
    b->used = length;
    b->sequence = c->sequence++;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    b->time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    b->state = FILLED;
}

static struct buffer *oldest(struct camera *c, int state)
{
    struct buffer *found = NULL;
    for (int i = 0; i < c->buffer_count; i++) {
        struct buffer *b = &c->buffers[i];
        if ((int)b->state == state && (!found || b->sequence < found->sequence)) found = b;
    }
    return found;
}

static void *tick(void *argument)
{
    struct camera *c = argument;
    for (;;) {
        struct v4l2_fract rate = c->rates[c->rate];
        int fps;
        double seconds = (double)rate.denominator / rate.numerator;
        if (fault(c, "slow", &fps) && fps > 0) seconds = 1.0 / fps;
        usleep(seconds * 1e6);
        pthread_mutex_lock(&c->mutex);
        int over = !c->streaming;
        uint64_t wake = 0;
        if (!over && unplugged(c)) {
            c->gone = over = 1;
            wake = 1000; /* readable for good: the next call says that it is gone */
        } else if (!over && !fault(c, "stall", NULL)) {
            struct buffer *b = oldest(c, QUEUED);
            if (b) {
                fill(c, b);
                wake = 1;
            }
        }
        pthread_mutex_unlock(&c->mutex);
        if (wake && write(c->fd, &wake, sizeof wake) != sizeof wake) abort();
        if (over) return NULL;
    }
}

/* ---- calls; each returns 0 or an error number ---- */

static int take_lock(struct camera *c)
{
    char path[300];
    snprintf(path, sizeof path, "%s/lock", c->folder);
    int fd = real_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    if (fd >= 0) real_close(fd);
    return -1;
}

static void put_format(struct camera *c, struct v4l2_format *f)
{
    struct mode *m = &c->modes[c->mode];
    memset(&f->fmt.pix, 0, sizeof f->fmt.pix);
    f->fmt.pix.pixelformat = m->code;
    f->fmt.pix.width = m->width;
    f->fmt.pix.height = m->height;
    f->fmt.pix.field = V4L2_FIELD_NONE;
    f->fmt.pix.bytesperline = m->code == V4L2_PIX_FMT_YUYV ? m->width * 2 : 0;
    f->fmt.pix.sizeimage = frame_room(c);
}

static int set_format(struct camera *c, struct v4l2_format *f)
{
    int error;
    if (fault(c, "s_fmt", &error)) return error;
    if (c->lock < 0) {
        int lock = take_lock(c);
        if (lock < 0) return EBUSY;
        real_close(lock);
    }
    for (int i = 0; i < c->mode_count; i++) {
        struct mode *m = &c->modes[i];
        if (m->code == f->fmt.pix.pixelformat && m->width == f->fmt.pix.width && m->height == f->fmt.pix.height)
            c->mode = i;
    }
    put_format(c, f);
    keep_state(c);
    return 0;
}

static int rate_call(struct camera *c, struct v4l2_streamparm *p, int set)
{
    struct v4l2_fract *time = &p->parm.capture.timeperframe;
    for (int i = 0; set && i < c->rate_count; i++)
        if (c->rates[i].numerator * time->numerator == c->rates[i].denominator * time->denominator) c->rate = i;
    if (set) keep_state(c);
    p->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
    *time = (struct v4l2_fract){c->rates[c->rate].denominator, c->rates[c->rate].numerator};
    return 0;
}

static int enumerate_formats(struct camera *c, struct v4l2_fmtdesc *d)
{
    uint32_t seen = 0;
    for (int i = 0; i < c->mode_count; i++) {
        if (i && c->modes[i].code == c->modes[i - 1].code) continue;
        if (seen++ != d->index) continue;
        d->pixelformat = c->modes[i].code;
        return 0;
    }
    return EINVAL;
}

static int enumerate_sizes(struct camera *c, struct v4l2_frmsizeenum *s)
{
    uint32_t seen = 0;
    for (int i = 0; i < c->mode_count; i++) {
        if (c->modes[i].code != s->pixel_format || seen++ != s->index) continue;
        s->type = V4L2_FRMSIZE_TYPE_DISCRETE;
        s->discrete = (struct v4l2_frmsize_discrete){c->modes[i].width, c->modes[i].height};
        return 0;
    }
    return EINVAL;
}

static void free_buffers(struct camera *c)
{
    for (int i = 0; i < c->buffer_count; i++) {
        munmap(c->buffers[i].bytes, frame_room(c));
        real_close(c->buffers[i].memory);
    }
    c->buffer_count = 0;
    if (c->lock >= 0) real_close(c->lock);
    c->lock = -1;
}

static int request_buffers(struct camera *c, struct v4l2_requestbuffers *r)
{
    int error;
    if (c->streaming) return EBUSY;
    free_buffers(c);
    if (r->count == 0) return 0;
    if (fault(c, "reqbufs", &error)) return error;
    if ((c->lock = take_lock(c)) < 0) return EBUSY;
    if (r->count > BUFFERS) r->count = BUFFERS;
    for (uint32_t i = 0; i < r->count; i++) {
        struct buffer *b = &c->buffers[c->buffer_count++];
        memset(b, 0, sizeof *b);
        b->memory = memfd_create("frame", MFD_CLOEXEC);
        if (ftruncate(b->memory, frame_room(c)) != 0) return ENOMEM;
        b->bytes = real_mmap(NULL, frame_room(c), PROT_READ | PROT_WRITE, MAP_SHARED, b->memory, 0);
    }
    return 0;
}

static void put_buffer(struct camera *c, struct v4l2_buffer *v)
{
    struct buffer *b = &c->buffers[v->index];
    v->length = frame_room(c);
    v->m.offset = v->index << SLOT;
    v->bytesused = b->used;
    v->flags = b->flags;
    v->sequence = b->sequence;
    v->timestamp = b->time;
    v->field = V4L2_FIELD_NONE;
}

static int hand_in(struct camera *c, struct v4l2_buffer *v)
{
    if (v->index >= (uint32_t)c->buffer_count || c->buffers[v->index].state != OURS) return EINVAL;
    c->buffers[v->index].state = QUEUED;
    return 0;
}

static int take_out(struct camera *c, struct v4l2_buffer *v)
{
    int error;
    uint64_t one;
    if (!c->streaming) return EINVAL;
    if (fault(c, "dqbuf", &error)) return error;
    struct buffer *b = oldest(c, FILLED);
    if (!b || read(c->fd, &one, sizeof one) != sizeof one) return EAGAIN;
    b->state = OURS;
    v->index = b - c->buffers;
    put_buffer(c, v);
    return 0;
}

static int stream_on(struct camera *c)
{
    char path[700];
    struct stat about;
    int error;
    if (fault(c, "streamon", &error)) return error;
    if (!c->buffer_count) return EINVAL;
    snprintf(path, sizeof path, "%s/%s", c->folder, c->modes[c->mode].file);
    int fd = real_open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about) != 0) return EIO;
    c->media_size = about.st_size;
    c->media_at = 0;
    c->media = real_mmap(NULL, c->media_size, PROT_READ, MAP_PRIVATE, fd, 0);
    real_close(fd);
    c->streaming = 1;
    note(c->number, "streamon");
    return pthread_create(&c->ticker, NULL, tick, c);
}

static int stream_off(struct camera *c)
{
    uint64_t one;
    if (!c->streaming) return 0;
    c->streaming = 0;
    pthread_mutex_unlock(&c->mutex);
    pthread_join(c->ticker, NULL);
    pthread_mutex_lock(&c->mutex);
    while (read(c->fd, &one, sizeof one) == sizeof one) {}
    for (int i = 0; i < c->buffer_count; i++) c->buffers[i].state = OURS;
    munmap(c->media, c->media_size);
    note(c->number, "streamoff");
    return 0;
}

static int answer(struct camera *c, uint32_t request, void *argument)
{
    int error;
    if (unplugged(c)) return ENODEV;
    if (request == VIDIOC_QUERYCAP) {
        struct v4l2_capability *cap = argument;
        memset(cap, 0, sizeof *cap);
        text_of(c, "name", (char *)cap->card, sizeof cap->card);
        cap->device_caps = V4L2_CAP_STREAMING | (c->meta ? V4L2_CAP_META_CAPTURE : V4L2_CAP_VIDEO_CAPTURE);
        cap->capabilities = V4L2_CAP_DEVICE_CAPS | V4L2_CAP_STREAMING | V4L2_CAP_VIDEO_CAPTURE;
        return 0;
    }
    if (c->meta || !c->mode_count) return EINVAL;
    switch (request) {
    case VIDIOC_ENUM_FMT: return enumerate_formats(c, argument);
    case VIDIOC_ENUM_FRAMESIZES: return enumerate_sizes(c, argument);
    case VIDIOC_ENUM_FRAMEINTERVALS: {
        struct v4l2_frmivalenum *f = argument;
        if (f->index >= (uint32_t)c->rate_count) return EINVAL;
        f->type = V4L2_FRMIVAL_TYPE_DISCRETE;
        f->discrete = (struct v4l2_fract){c->rates[f->index].denominator, c->rates[f->index].numerator};
        return 0;
    }
    case VIDIOC_G_FMT: put_format(c, argument); return 0;
    case VIDIOC_S_FMT: return set_format(c, argument);
    case VIDIOC_G_PARM: return rate_call(c, argument, 0);
    case VIDIOC_S_PARM: return rate_call(c, argument, 1);
    case VIDIOC_REQBUFS: return request_buffers(c, argument);
    case VIDIOC_QUERYBUF: put_buffer(c, argument); return 0;
    case VIDIOC_QBUF: return hand_in(c, argument);
    case VIDIOC_DQBUF: return take_out(c, argument);
    case VIDIOC_STREAMON: return stream_on(c);
    case VIDIOC_STREAMOFF: return fault(c, "streamoff", &error) ? error : stream_off(c);
    default: return ENOTTY;
    }
}

static int call(struct camera *c, unsigned long request, void *argument)
{
    pthread_mutex_lock(&c->mutex);
    int error = answer(c, (uint32_t)request, argument);
    pthread_mutex_unlock(&c->mutex);
    if (!error) return 0;
    errno = error;
    return -1;
}

/* ---- what the program calls ---- */

/* The file to open instead; *fd becomes a camera's descriptor when the path is one. */
static const char *redirect(const char *path, char *other, size_t size, int *fd)
{
    int number, end = 0;
    setup();
    if (!root || !path) return path;
    if (sscanf(path, "/dev/video%d%n", &number, &end) == 1 && !path[end]) {
        *fd = open_camera(number);
        return NULL;
    }
    if (sscanf(path, "/sys/class/video4linux/video%d/%n", &number, &end) == 1 && end) {
        snprintf(other, size, "%s/video%d/%s", root, number, path + end);
        return other;
    }
    return path;
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    char other[400];
    int fd = -1;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    const char *real = redirect(path, other, sizeof other, &fd);
    return real ? real_open(real, flags, mode) : fd;
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open(path, flags, mode);
}

DIR *opendir(const char *path)
{
    setup();
    return real_opendir(root && !strcmp(path, "/dev") ? root : path);
}

int close(int fd)
{
    setup();
    struct camera *c = camera_of(fd);
    if (!c) return real_close(fd);
    cameras[fd] = NULL;
    pthread_mutex_lock(&c->mutex);
    stream_off(c);
    free_buffers(c);
    pthread_mutex_unlock(&c->mutex);
    note(c->number, "close");
    free(c);
    return real_close(fd);
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list rest;
    va_start(rest, request);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    setup();
    struct camera *c = camera_of(fd);
    return c ? call(c, request, argument) : real_ioctl(fd, request, argument);
}

/* Rust's v4l crate makes its ioctl this way. */
long syscall(long number, ...)
{
    long a[6];
    va_list rest;
    va_start(rest, number);
    for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
    va_end(rest);
    setup();
    struct camera *c = number == SYS_ioctl ? camera_of(a[0]) : NULL;
    return c ? call(c, a[1], (void *)a[2]) : real_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset)
{
    setup();
    struct camera *c = camera_of(fd);
    if (!c) return real_mmap(at, length, protection, flags, fd, offset);
    return real_mmap(at, length, protection, flags, c->buffers[offset >> SLOT].memory, 0);
}

void *mmap64(void *at, size_t length, int protection, int flags, int fd, off64_t offset)
{
    return mmap(at, length, protection, flags, fd, offset);
}
