/* The recognizers: each looks at the items from `at` on and proposes a reading. It is asked where
 * an item stands of the kinds with which its readings start (choose.c). */
#ifndef RAWI_ARABIC_NORMALIZE_RECOGNIZE_H
#define RAWI_ARABIC_NORMALIZE_RECOGNIZE_H

#include "arabic/normalize/reading.h"

/* counts.c: numbers that count and measure */
rawi_recognizer rawi_recognize_quantity; /* 15 شخصًا، 1.2 كغ، 5 مليارات دولار */
rawi_recognizer rawi_recognize_money_first; /* $5 مليارات */
rawi_recognizer rawi_recognize_coin_first;  /* السعر: درهم 15 */
rawi_recognizer rawi_recognize_scale_word;  /* مليون of مليون و833 ألفا */
rawi_recognizer rawi_recognize_percent;     /* 5%، ٪5 */
rawi_recognizer rawi_recognize_root;        /* √9 */

/* ordinals.c */
rawi_recognizer rawi_recognize_ordinal; /* القرن 21، القمة الـ33 */

/* dates.c, numeric_dates.c */
rawi_recognizer rawi_recognize_month_date;    /* 15 أكتوبر 2025 */
rawi_recognizer rawi_recognize_day_of_month;  /* 21 من الشهر الجاري: the 21 */
rawi_recognizer rawi_recognize_first_day;     /* من 10 إلى 15 مارس: the 10 */
rawi_recognizer rawi_recognize_month_first;   /* أكتوبر 15، 2025 */
rawi_recognizer rawi_recognize_numeric_date;  /* 15/10/2025، 2025-10-15 */
rawi_recognizer rawi_recognize_month_of_year; /* 05/2026 */

/* years.c */
rawi_recognizer rawi_recognize_year;   /* عام 2024، 1446هـ */
rawi_recognizer rawi_recognize_life;   /* (ت. 2020م)، (و. 1950) */
rawi_recognizer rawi_recognize_decade; /* الـ60ات */

/* weekdays.c */
rawi_recognizer rawi_recognize_named_span; /* السبت - الخميس، يناير – مارس */

/* times.c */
rawi_recognizer rawi_recognize_time;  /* 17:30، الساعة 5 */
rawi_recognizer rawi_recognize_until; /* the dash and the second time of 8:00-16:00, or the date */

/* durations.c */
rawi_recognizer rawi_recognize_duration;       /* 2:30 ساعة */
rawi_recognizer rawi_recognize_short_duration; /* 3د 20ث */
rawi_recognizer rawi_recognize_added_time;     /* +3 of 90+3 */
rawi_recognizer rawi_recognize_minute;         /* (65') */
rawi_recognizer rawi_recognize_always;         /* 24/7 */
rawi_recognizer rawi_recognize_age_group;      /* U23 */

/* pairs.c, scores.c, fractions.c */
rawi_recognizer rawi_recognize_pair;     /* 10-15، 1:4 */
rawi_recognizer rawi_recognize_score;    /* 3-2، 3/1 */
rawi_recognizer rawi_recognize_fraction; /* 3/4، ½، 2½ */
rawi_recognizer rawi_recognize_rating;   /* 4.5/5، تقييم 8/10 */
rawi_recognizer rawi_recognize_stars;    /* ★★★★☆ */

/* temperatures.c */
rawi_recognizer rawi_recognize_temperatures; /* جدة 36/27 */
rawi_recognizer rawi_recognize_below_zero;   /* -5 of بين -5 و3 م° */

/* models.c, phones.c: numbers that name */
rawi_recognizer rawi_recognize_version;  /* 17.4.1، iPhone 15 */
rawi_recognizer rawi_recognize_sequel;   /* «أفاتار 3» */
rawi_recognizer rawi_recognize_joined;   /* كوفيد-19 */
rawi_recognizer rawi_recognize_phone;    /* +966 11 234 5678 */
rawi_recognizer rawi_recognize_code;     /* 007 */
rawi_recognizer rawi_recognize_hardware; /* 00:1A:2B:3C:4D:5E */

/* labels.c */
rawi_recognizer rawi_recognize_article;     /* (م 128 من اللائحة) */
rawi_recognizer rawi_recognize_label;       /* غرفة 305 */
rawi_recognizer rawi_recognize_floor;       /* ط3 of an address */
rawi_recognizer rawi_recognize_act;         /* القانون رقم 12/2023 */
rawi_recognizer rawi_recognize_pointed_act; /* القانون رقم 43.22 */
rawi_recognizer rawi_recognize_question;    /* س1: ما…؟ */

/* initials.c */
rawi_recognizer rawi_recognize_initials;       /* ش.غ */
rawi_recognizer rawi_recognize_name_cut_short; /* كريم. س */
rawi_recognizer rawi_recognize_decree;         /* م/51 */
rawi_recognizer rawi_recognize_plate;          /* أ ب ج 1234 */
rawi_recognizer rawi_recognize_blood_group;    /* A- */
rawi_recognizer rawi_recognize_rating_sign;    /* -BBB */

/* coordinates.c, roman.c, formulas.c */
rawi_recognizer rawi_recognize_coordinate; /* 24°42′ شمالا */
rawi_recognizer rawi_recognize_roman;      /* لويس XIV */
rawi_recognizer rawi_recognize_formula;    /* CO2 */

/* web.c */
rawi_recognizer rawi_recognize_address; /* www.example.com/news، name@example.com */
rawi_recognizer rawi_recognize_handle;  /* @name */
rawi_recognizer rawi_recognize_hashtag; /* #وسم_من_كلمات، #5 */

/* energy.c */
rawi_recognizer rawi_recognize_hour_of_power; /* the stroke of للكيلوواط/ساعة */

/* doi.c */
rawi_recognizer rawi_recognize_doi; /* 10.1038/s41586-020-2649-2 */

/* multiples.c */
rawi_recognizer rawi_recognize_multiple; /* ×2، x3 */

/* words.c */
rawi_recognizer rawi_recognize_abbreviation; /* د.، ص.ب، إلخ */
rawi_recognizer rawi_recognize_operator;     /* 5 + 3 = 8 */
rawi_recognizer rawi_recognize_per;          /* 63$/برميل */
rawi_recognizer rawi_recognize_raised;       /* 10⁹ */
rawi_recognizer rawi_recognize_footnote;     /* [1] */
rawi_recognizer rawi_recognize_angle;        /* <stdio.h> */
rawi_recognizer rawi_recognize_emoji;        /* 😂، 🇸🇦 */

/* gloss.c */
rawi_recognizer rawi_recognize_gloss; /* إنفيديا (Nvidia) */

/* names.c */
rawi_recognizer rawi_recognize_name;        /* بوتين، وماسك */
rawi_recognizer rawi_recognize_name_hyphen; /* the hyphen of غيلجيوس-ألكسندر */
rawi_recognizer rawi_recognize_joined_name; /* عبدالله */

/* nationalities.c */
rawi_recognizer rawi_recognize_nationality; /* جنديا تركيا */

/* sequences.c */
rawi_recognizer rawi_recognize_formation;  /* 4-3-3 */
rawi_recognizer rawi_recognize_pages;      /* ص 45-50 */
rawi_recognizer rawi_recognize_volume;     /* (الطبري، 4/112) */
rawi_recognizer rawi_recognize_verse;      /* (البقرة: 255) */
rawi_recognizer rawi_recognize_enumerator; /* 1- كذا 2- كذا */

/* words.c: whether a hyphen glues a number to what ends at item `end`: ف-16. */
bool rawi_joins_number(const rawi_reader *reader, size_t end);

/* times.c: whether the digits at an item are an hour: 18:00، 6 مساء. */
bool rawi_tells_hour(const rawi_reader *reader, size_t digits);

/* choose.c: the best reading of the items from `at` on; false where there is none. */
bool rawi_choose_reading(const rawi_reader *reader, size_t at, rawi_candidate *best);

#endif
