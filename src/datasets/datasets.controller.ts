import { Readable } from 'node:stream';
import { Controller, Delete, Get, Headers, HttpCode, HttpException, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LINE_MEDIA_TYPES } from '../memory';
import { NetworksService } from '../networks';
import { CurrentPrincipal, PageQuery, RequireScope, sendText, type Principal, type StreamingReply } from '../security';
import { datasetEntry, datasetView } from './dataset.view';
import { Datasets } from './datasets';
import { ReadRowsQuery } from './dto/read-rows.query';
import { UploadDatasetQuery } from './dto/upload-dataset.query';
import { assertBodyFits } from './intake/body-text';
import { formatOf, UPLOAD_MEDIA_TYPES } from './intake/upload-format';
import { uploadSeed } from './intake/upload-seed';
import { UploadSlots } from './intake/upload-slots';
import { DatasetProfiles } from './profile/dataset-profiles';
import { rowLines } from './reading/row-lines';
import { CSV_MEDIA_TYPE } from './route-options';
import { anyObject, linesOf, Operation, textOf } from '../openapi';
import { DATASET, DATASET_PAGE, DATASET_PROFILE } from './dataset.schema';

interface UploadRequest {
  body: unknown;
  url: string;
  headers: Record<string, string | undefined>;
}

/** `/networks/{network_id}/datasets`: tables that agents read. */
@ApiTags('datasets')
@Controller('networks/:networkId/datasets')
export class DatasetsController {
  constructor(
    private readonly datasets: Datasets,
    private readonly profiles: DatasetProfiles,
    private readonly networks: NetworksService,
    private readonly slots: UploadSlots,
  ) {}

  @Operation('uploadDataset', 'Stores a table as it arrives', {
    says: 'Whole or not at all.',
    answers: DATASET,
    takes: UPLOAD_MEDIA_TYPES.map((mediaType) => textOf(mediaType, 'CSV with a header, or a JSON object a line; UTF-8, at most 50 MiB')),
    refuses: {
      409: ['datasets-full'],
      413: ['dataset-too-large'],
      422: ['dataset-invalid', 'idempotency-key-reused'],
      429: ['uploads-in-progress'],
      503: ['dataset-lost'],
    },
  })
  @Post()
  @RequireScope('datasets:write')
  async upload(
    @CurrentPrincipal() { tenantId, userId }: Principal,
    @Param('networkId') networkId: string,
    @Query() query: UploadDatasetQuery,
    @Req() request: UploadRequest,
    @Res({ passthrough: true }) reply: { header(name: string, value: string): void },
  ) {
    const { body, headers } = request;
    const format = formatOf(headers['content-type']);
    if (format === undefined || !(body instanceof Readable))
      throw new HttpException(`send the rows as ${UPLOAD_MEDIA_TYPES[0]} or ${UPLOAD_MEDIA_TYPES[1]}`, 415);
    assertBodyFits(headers['content-length']);
    const seed = uploadSeed(tenantId, request.url, headers['idempotency-key']);
    await this.networks.get(tenantId, networkId);
    const name = query.name ?? `${format} of ${new Date().toISOString()}`;
    const upload = () => this.datasets.upload({ tenantId, networkId }, { name, format, body, createdBy: userId, seed });
    const { record, isNew } = await this.slots.use(tenantId, upload);
    if (!isNew) reply.header('Idempotency-Replayed', 'true');
    return datasetView(record);
  }

  @Operation('listDatasets', 'Lists tables', {
    answers: DATASET_PAGE,
  })
  @Get()
  @RequireScope('datasets:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Query() page: PageQuery) {
    await this.networks.get(tenantId, networkId);
    const { data, next_cursor } = await this.datasets.list({ tenantId, networkId }, page);
    return { data: data.map(datasetEntry), next_cursor };
  }

  @Operation('getDataset', 'Tells what is in a table', {
    says: 'Computed when it is first asked for.',
    answers: DATASET_PROFILE,
    refuses: { 503: ['dataset-lost'] },
  })
  @Get(':datasetId')
  @RequireScope('datasets:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('datasetId') datasetId: string) {
    const record = await this.datasets.get({ tenantId, networkId }, datasetId);
    return { ...datasetView(record), columns: await this.profiles.of(record) };
  }

  @Operation('readRows', 'Reads all rows of a table', {
    sends: [linesOf(anyObject(), 'All rows in their order'), textOf(CSV_MEDIA_TYPE, 'Without anything that a spreadsheet would compute')],
    refuses: { 503: ['dataset-lost'] },
  })
  @Get(':datasetId/rows')
  @RequireScope('datasets:read')
  async rows(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('networkId') networkId: string,
    @Param('datasetId') datasetId: string,
    @Query() { format }: ReadRowsQuery,
    @Headers('accept') accept: string | undefined,
    @Res() reply: StreamingReply,
  ): Promise<void> {
    const dataset = await this.datasets.open({ tenantId, networkId }, datasetId);
    const chosen = format ?? (accept?.includes(CSV_MEDIA_TYPE) ? 'csv' : 'ndjson');
    const mediaType = chosen === 'csv' ? `${CSV_MEDIA_TYPE}; charset=utf-8` : LINE_MEDIA_TYPES[0];
    await sendText(reply, rowLines(dataset, chosen), { mediaType, fileName: `${dataset.datasetId}.${chosen}` });
  }

  @Operation('removeDataset', 'Removes a table')
  @Delete(':datasetId')
  @HttpCode(204)
  @RequireScope('datasets:write')
  async remove(@CurrentPrincipal() { tenantId }: Principal, @Param('networkId') networkId: string, @Param('datasetId') datasetId: string) {
    await this.datasets.remove({ tenantId, networkId }, datasetId);
  }
}
