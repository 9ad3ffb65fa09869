/*
 * Owns the yardstick of the benchmark: a plain C interpreter of the Universal
 * Machine, as a good C programmer writes it in an afternoon. One switch in one
 * loop, registers in a local array, identifiers that index a table of pointers,
 * calloc and free for each array, stdio for the console. Like most such
 * interpreters it trusts the program: indexes are not checked against
 * capacities, identifiers not against the table, output not against 255.
 *
 * Deliberately knows nothing of um32, and is neither tuned nor slowed: its time
 * is what "plain C" means wherever this project states a ratio. Instructions
 * are not counted and nothing is reported, because that would cost time.
 *
 *     cc -O3 -o interpreter interpreter.c
 *     ./interpreter PROGRAM < input > output
 *
 * Exit status: 0 halted, 1 the program failed, 2 misuse or out of memory.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint32_t platter;

/* An array is a pointer to its first platter; the platter before that one
 * holds the capacity, which load program needs. */
static platter **arrays;
static uint32_t table_size;
static uint32_t next_identifier;
static uint32_t *free_identifiers;
static uint32_t free_count;

static void give_up(int status, const char *sentence)
{
    fflush(stdout);
    fprintf(stderr, "interpreter: %s\n", sentence);
    exit(status);
}

static void *or_give_up(void *block)
{
    if (!block)
        give_up(2, "out of memory");
    return block;
}

static platter *new_array(uint32_t capacity)
{
    platter *block = or_give_up(calloc((size_t)capacity + 1, sizeof(platter)));
    block[0] = capacity;
    return block + 1;
}

static void delete_array(platter *array)
{
    free(array - 1);
}

static uint32_t allocate(uint32_t capacity)
{
    uint32_t identifier;
    if (free_count) {
        identifier = free_identifiers[--free_count];
    } else {
        if (next_identifier == table_size) {
            table_size *= 2;
            arrays = or_give_up(realloc(arrays, table_size * sizeof *arrays));
            free_identifiers =
                or_give_up(realloc(free_identifiers, table_size * sizeof *free_identifiers));
        }
        identifier = next_identifier++;
    }
    arrays[identifier] = new_array(capacity);
    return identifier;
}

static void abandon(uint32_t identifier)
{
    delete_array(arrays[identifier]);
    arrays[identifier] = NULL;
    free_identifiers[free_count++] = identifier;
}

static void load_program(uint32_t identifier)
{
    uint32_t capacity = arrays[identifier][-1];
    platter *duplicate = new_array(capacity);
    memcpy(duplicate, arrays[identifier], (size_t)capacity * sizeof(platter));
    delete_array(arrays[0]);
    arrays[0] = duplicate;
}

static platter *read_scroll(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        give_up(2, "cannot open the program");
    fseek(file, 0, SEEK_END);
    long bytes = ftell(file);
    rewind(file);

    uint32_t capacity = (uint32_t)(bytes / 4);
    platter *program = new_array(capacity);
    for (uint32_t i = 0; i < capacity; i++) {
        unsigned char mark[4];
        if (fread(mark, 1, 4, file) != 4)
            give_up(2, "cannot read the program");
        program[i] = (platter)mark[0] << 24 | (platter)mark[1] << 16 | (platter)mark[2] << 8 | mark[3];
    }
    fclose(file);
    return program;
}

/* Whether the end of input ends the run, where the program asks. */
static bool leaves_asking;

static int spin(void)
{
    platter r[8] = {0};
    platter *program = arrays[0];
    uint32_t finger = 0;

    for (;;) {
        platter instruction = program[finger++];
        unsigned a = instruction >> 6 & 7;
        unsigned b = instruction >> 3 & 7;
        unsigned c = instruction & 7;

        switch (instruction >> 28) {
        case 0: /* conditional move */
            if (r[c])
                r[a] = r[b];
            break;
        case 1: /* array index */
            r[a] = arrays[r[b]][r[c]];
            break;
        case 2: /* array amendment */
            arrays[r[a]][r[b]] = r[c];
            break;
        case 3: /* addition */
            r[a] = r[b] + r[c];
            break;
        case 4: /* multiplication */
            r[a] = r[b] * r[c];
            break;
        case 5: /* division */
            if (!r[c])
                give_up(1, "division by 0");
            r[a] = r[b] / r[c];
            break;
        case 6: /* not-and */
            r[a] = ~(r[b] & r[c]);
            break;
        case 7: /* halt */
            return 0;
        case 8: /* allocation */
            r[b] = allocate(r[c]);
            break;
        case 9: /* abandonment */
            abandon(r[c]);
            break;
        case 10: /* output */
            putchar((int)r[c]);
            break;
        case 11: { /* input */
            int character = getchar();
            if (character == EOF && leaves_asking)
                return 0;
            r[c] = character == EOF ? UINT32_MAX : (platter)character;
            break;
        }
        case 12: /* load program */
            if (r[b]) {
                load_program(r[b]);
                program = arrays[0];
            }
            finger = r[c];
            break;
        case 13: /* orthography */
            r[instruction >> 25 & 7] = instruction & 0x1ffffff;
            break;
        default:
            give_up(1, "invalid instruction");
        }
    }
}

int main(int argc, char **argv)
{
    leaves_asking = argc == 3 && strcmp(argv[2], "leave") == 0;
    if (argc != 2 && !leaves_asking)
        give_up(2, "usage: interpreter PROGRAM [leave] < input > output");

    table_size = 1 << 16;
    arrays = or_give_up(malloc(table_size * sizeof *arrays));
    free_identifiers = or_give_up(malloc(table_size * sizeof *free_identifiers));
    arrays[0] = read_scroll(argv[1]);
    next_identifier = 1;

    int status = spin();
    fflush(stdout);
    return status;
}
