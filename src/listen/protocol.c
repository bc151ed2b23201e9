/* The lines of the socket. */
#include "listen/protocol.h"
#include "listen/steer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    WORDS_MOST = 1024,
    NUMBER_SIZE = 32
};

/* ---- properties ---------------------------------------------------------------------------- */

/* What is heard, and the queue where it was asked for. */
typedef struct view {
    rawi_heard heard;
    rawi_list list;
} view;

static json_t *text_or_null(const char *text) {
    return text ? json_string(text) : json_null();
}

static json_t *span_of(rawi_span span) {
    return json_pack("[I,I]", (json_int_t)span.start, (json_int_t)span.end);
}

/* To the millisecond, so that lines stay short. */
static json_t *seconds_of(double seconds) {
    return json_real(round(1000.0 * seconds) / 1000.0);
}

static json_t *get_state(const view *now) {
    static const char *const names[] = {"loading",   "playing", "paused",
                                        "no-device", "stopped", "ended"};
    return json_string(names[now->heard.state]);
}

static json_t *get_item(const view *now) {
    return now->heard.item ? json_integer((json_int_t)now->heard.item) : json_null();
}

static json_t *get_number(const view *now) {
    return now->heard.item ? json_integer((json_int_t)now->heard.number) : json_null();
}

static json_t *get_count(const view *now) {
    return json_integer((json_int_t)now->heard.count);
}

static json_t *get_source(const view *now) {
    return text_or_null(now->heard.source);
}

static json_t *get_title(const view *now) {
    return text_or_null(now->heard.title);
}

static json_t *get_author(const view *now) {
    return text_or_null(now->heard.author);
}

static json_t *get_site(const view *now) {
    return text_or_null(now->heard.site);
}

static json_t *get_sentence(const view *now) {
    return text_or_null(now->heard.sentence);
}

static json_t *get_span(const view *now) {
    return now->heard.sentence ? span_of(now->heard.span) : json_null();
}

static json_t *get_word(const view *now) {
    return now->heard.sentence ? span_of(now->heard.word) : json_null();
}

static json_t *get_kind(const view *now) {
    static const char *const names[] = {"heading", "paragraph", "list-item", "quotation",
                                        "caption"};
    return now->heard.sentence ? json_string(names[now->heard.kind]) : json_null();
}

static json_t *get_position(const view *now) {
    return now->heard.item ? seconds_of(now->heard.position) : json_null();
}

static json_t *get_length(const view *now) {
    return now->heard.item ? seconds_of(now->heard.length) : json_null();
}

static json_t *get_length_known(const view *now) {
    return json_boolean(now->heard.length_is_known);
}

static json_t *get_rate(const view *now) {
    return seconds_of(now->heard.rate);
}

static json_t *get_volume(const view *now) {
    return seconds_of(now->heard.volume);
}

static json_t *get_sleep(const view *now) {
    return now->heard.sleep > 0 ? seconds_of(now->heard.sleep) : json_null();
}

static json_t *get_trouble(const view *now) {
    const rawi_error *last = rawi_heard_trouble(&now->heard, now->heard.trouble);
    return last ? json_string(last->message) : json_null();
}

static json_t *get_queue(const view *now) {
    static const char *const states[] = {"new", "begun", "finished"};
    json_t *queue = json_array();
    for (size_t i = 0; i < now->list.count; i++) {
        const rawi_listed *item = &now->list.items[i];
        json_array_append_new(queue,
                              json_pack("{s:I, s:s?, s:s?, s:s, s:b}", "item", (json_int_t)item->id,
                                        "source", item->source, "title", item->title, "state",
                                        states[item->state], "present", item->is_present));
    }
    return queue;
}

/* The last one is the queue. */
static const struct {
    const char *name;
    json_t *(*get)(const view *now);
} properties[] = {
    {"state", get_state},       {"item", get_item},
    {"number", get_number},     {"count", get_count},
    {"source", get_source},     {"title", get_title},
    {"author", get_author},     {"site", get_site},
    {"sentence", get_sentence}, {"span", get_span},
    {"word", get_word},         {"kind", get_kind},
    {"position", get_position}, {"length", get_length},
    {"rate", get_rate},         {"length-known", get_length_known},
    {"volume", get_volume},     {"sleep", get_sleep},
    {"trouble", get_trouble},   {"queue", get_queue},
};

enum {
    PROPERTY_COUNT = sizeof properties / sizeof *properties,
    QUEUE = PROPERTY_COUNT - 1
};

/* PROPERTY_COUNT where there is none of that name. */
static size_t find_property(const char *name) {
    size_t i = 0;
    while (i < PROPERTY_COUNT && (!name || strcmp(properties[i].name, name) != 0))
        i++;
    return i;
}

static rawi_status look(rawi_session *session, bool with_queue, view *now, rawi_error *error) {
    *now = (view){0};
    rawi_status status = rawi_session_look(session, &now->heard, error);
    if (status == RAWI_OK && with_queue) {
        status = rawi_session_list(session, &now->list, error);
        if (status != RAWI_OK)
            rawi_heard_free(&now->heard);
    }
    return status;
}

static void free_view(view *now) {
    rawi_list_free(&now->list);
    rawi_heard_free(&now->heard);
}

/* ---- lines --------------------------------------------------------------------------------- */

/* Appends an object and its newline, and frees it. */
static void add_line(rawi_text *out, json_t *object) {
    char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(9));
    if (line) {
        rawi_text_add_string(out, line);
        rawi_text_add(out, "\n", 1);
    } else {
        out->failed = true;
    }
    free(line);
    json_decref(object);
}

/* Takes the value. */
static void add_event(rawi_text *out, json_int_t id, size_t property, json_t *value) {
    add_line(out, json_pack("{s:s, s:I, s:s, s:o}", "event", "property-change", "id", id, "name",
                            properties[property].name, "data", value));
}

void rawi_protocol_tell(rawi_session *session, rawi_observer *observer, rawi_text *out) {
    bool with_queue = false;
    view now;
    for (size_t i = 0; i < observer->count; i++)
        with_queue |= observer->observed[i].property == QUEUE;
    if (observer->count == 0 || look(session, with_queue, &now, NULL) != RAWI_OK)
        return;
    for (size_t i = 0; i < observer->count; i++) {
        size_t property = observer->observed[i].property;
        json_t *value = properties[property].get(&now);
        if (!value || json_equal(value, observer->observed[i].told)) {
            json_decref(value);
            continue;
        }
        json_decref(observer->observed[i].told);
        observer->observed[i].told = json_incref(value);
        add_event(out, observer->observed[i].id, property, value);
    }
    free_view(&now);
}

/* ---- requests ------------------------------------------------------------------------------ */

static rawi_status get_property(rawi_session *session, const char *name, json_t **data,
                                rawi_error *error) {
    size_t property = find_property(name);
    if (property == PROPERTY_COUNT)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("there is no property '%s'"),
                         name ? name : "");
    view now;
    rawi_status status = look(session, property == QUEUE, &now, error);
    if (status != RAWI_OK)
        return status;
    *data = properties[property].get(&now);
    free_view(&now);
    return RAWI_OK;
}

static rawi_status get_status(rawi_session *session, json_t **data, rawi_error *error) {
    view now;
    rawi_status status = look(session, false, &now, error);
    if (status != RAWI_OK)
        return status;
    *data = json_object();
    for (size_t i = 0; i < QUEUE; i++)
        json_object_set_new(*data, properties[i].name, properties[i].get(&now));
    free_view(&now);
    return RAWI_OK;
}

static rawi_status observe(rawi_observer *observer, const json_t *id, const char *name,
                           rawi_error *error) {
    size_t property = find_property(name);
    if (!json_is_integer(id) || property == PROPERTY_COUNT)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s",
                         _("observe_property takes a number of yours and a property's name"));
    if (observer->count == RAWI_OBSERVATIONS_MOST)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("more than %d observations"),
                         RAWI_OBSERVATIONS_MOST);
    observer->observed[observer->count].id = json_integer_value(id);
    observer->observed[observer->count].property = property;
    observer->observed[observer->count++].told = NULL;
    return RAWI_OK;
}

static rawi_status unobserve(rawi_observer *observer, const json_t *id, rawi_error *error) {
    if (!json_is_integer(id))
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s",
                         _("unobserve_property takes the number that observe_property was given"));
    size_t kept = 0;
    for (size_t i = 0; i < observer->count; i++) {
        if (observer->observed[i].id == json_integer_value(id))
            json_decref(observer->observed[i].told);
        else
            observer->observed[kept++] = observer->observed[i];
    }
    observer->count = kept;
    return RAWI_OK;
}

/* A command in words: its strings as they are, its numbers written out. */
static rawi_status steer(rawi_session *session, const json_t *command, rawi_error *error) {
    size_t count = json_array_size(command);
    if (count > WORDS_MOST)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, _("more than %d arguments"), WORDS_MOST - 1);
    const char *words[WORDS_MOST];
    char numbers[8][NUMBER_SIZE];
    size_t number_count = 0;
    for (size_t i = 0; i < count; i++) {
        const json_t *word = json_array_get(command, i);
        words[i] = json_string_value(word);
        if (words[i])
            continue;
        if (!json_is_number(word) || number_count == sizeof numbers / sizeof *numbers)
            return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s",
                             _("a command's arguments are texts and numbers"));
        words[i] = numbers[number_count++];
        if (json_is_integer(word))
            snprintf(numbers[number_count - 1], NUMBER_SIZE, "%" JSON_INTEGER_FORMAT,
                     json_integer_value(word));
        else
            snprintf(numbers[number_count - 1], NUMBER_SIZE, "%.6f", json_real_value(word));
    }
    return rawi_steer(session, words, count, error);
}

static rawi_status obey(rawi_session *session, rawi_observer *observer, const json_t *command,
                        json_t **data, rawi_error *error) {
    const char *name = json_string_value(json_array_get(command, 0));
    const json_t *first = json_array_get(command, 1);
    const json_t *second = json_array_get(command, 2);
    if (!name)
        return rawi_fail(error, RAWI_ERROR_ARGUMENT, "%s", _("a command begins with its name"));
    if (strcmp(name, "get_property") == 0)
        return get_property(session, json_string_value(first), data, error);
    if (strcmp(name, "observe_property") == 0)
        return observe(observer, first, json_string_value(second), error);
    if (strcmp(name, "unobserve_property") == 0)
        return unobserve(observer, first, error);
    if (strcmp(name, "status") == 0)
        return get_status(session, data, error);
    if (strcmp(name, "list") == 0)
        return get_property(session, "queue", data, error);
    return steer(session, command, error);
}

void rawi_protocol_answer(rawi_session *session, rawi_observer *observer, const char *line,
                          size_t length, rawi_text *out) {
    json_error_t problem;
    json_t *request = json_loadb(line, length, JSON_REJECT_DUPLICATES, &problem);
    const json_t *command = json_object_get(request, "command");
    json_t *id = json_object_get(request, "request_id");
    json_t *data = NULL;
    rawi_error error = {0};
    const char *outcome = "success";
    if (!json_is_array(command) || (id && !json_is_integer(id))) {
        outcome = "invalid request";
        rawi_fail(&error, RAWI_ERROR_ARGUMENT, "%s",
                  request ? _("a request is {\"command\": [NAME, ...], \"request_id\": NUMBER}")
                          : problem.text);
    } else {
        rawi_status status = obey(session, observer, command, &data, &error);
        if (status != RAWI_OK)
            outcome = status == RAWI_ERROR_ARGUMENT ? "invalid argument" : "failed";
    }
    json_t *response = json_object();
    if (json_is_integer(id))
        json_object_set(response, "request_id", id);
    json_object_set_new(response, "error", json_string(outcome));
    if (error.message[0])
        json_object_set_new(response, "message", json_string(error.message));
    if (data)
        json_object_set_new(response, "data", data);
    add_line(out, response);
    json_decref(request);
    rawi_protocol_tell(session, observer, out);
}

void rawi_observer_free(rawi_observer *observer) {
    for (size_t i = 0; i < observer->count; i++)
        json_decref(observer->observed[i].told);
    observer->count = 0;
}
