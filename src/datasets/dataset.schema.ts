import { choice, count, flag, id, list, mapOf, named, number, object, optional, orNull, page, raw, text, time } from '../openapi';

const COLUMN = { name: text(undefined, 'spend'), type: choice(['integer', 'number', 'boolean', 'date', 'text']), missing: count('Cells') };
const WARNING = object({
  code: choice(['formula-cells', 'missing-words', 'not-all-numbers', 'empty-column', 'more-warnings']),
  column: optional(text()),
  count: optional(count()),
  message: text(),
});

/** A table as clients see it, without what is in it. */
export const DATASET = named(
  'Dataset',
  object({
    dataset_id: id('dataset'),
    network_id: id('network'),
    name: text(undefined, 'march.csv'),
    rows: count(),
    columns: list(object(COLUMN)),
    bytes: count('As it is stored'),
    created_at: time(),
    expires_at: time(),
    warnings: list(WARNING),
  }),
);

const { columns, warnings, ...LISTED } = DATASET.properties;

/** A page of tables, without their columns. */
export const DATASET_PAGE = page(named('DatasetEntry', object({ ...LISTED, column_count: count(), warning_count: count() })));

const CELL = raw<string | number | boolean>({ type: ['string', 'number', 'boolean'], examples: ['spring'] });

/** A table with what is in each column. */
export const DATASET_PROFILE = named(
  'DatasetProfile',
  object({
    ...DATASET.properties,
    columns: list(
      object({
        ...COLUMN,
        distinct: count('At least this many where `distinct_is_exact` is false'),
        distinct_is_exact: flag(),
        first: optional(text('Of dates')),
        last: optional(text('Of dates')),
        min: optional(number()),
        max: optional(number()),
        mean: optional(orNull(number())),
        standard_deviation: optional(orNull(number('Of the sample'))),
        quantiles: optional(mapOf(number())),
        top: list(object({ value: CELL, count: count() }), 'The most frequent values'),
      }),
    ),
  }),
);
