import type { DatasetRecord } from './store/dataset-record';

/** A dataset as clients see it, without what is in it. */
export function datasetView({ datasetId, name, rows, columns, bytes, createdAtMs, expiresAtMs, warnings, place }: DatasetRecord) {
  return {
    dataset_id: datasetId,
    network_id: place.networkId,
    name,
    rows,
    columns: columns.map((column) => ({ name: column.name, type: column.type, missing: column.missing })),
    bytes,
    created_at: new Date(createdAtMs).toISOString(),
    expires_at: new Date(expiresAtMs).toISOString(),
    warnings,
  };
}

/** The same in a list: of the columns only how many there are. */
export function datasetEntry(record: DatasetRecord) {
  const { columns, warnings, ...rest } = datasetView(record);
  return { ...rest, column_count: columns.length, warning_count: warnings.length };
}
