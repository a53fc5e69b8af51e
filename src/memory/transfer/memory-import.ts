import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { LoopTurn } from '../text/steps';
import { MemoryService } from '../memory.service';
import { NetworksService } from '../../networks';
import { DangerousInput } from '../../security';
import { ImportMemoryDto } from '../dto/import-memory.dto';
import { bodyLines, IMPORT_BOUNDS } from './body-lines';
import { readLine } from './import-line';
import { ImportBatch } from './import-batch';
import { ImportReport } from './import-report';

/** Takes in memories as lines of JSON, as they arrive. */
@Injectable()
export class MemoryImport {
  constructor(
    private readonly memory: MemoryService,
    private readonly networks: NetworksService,
    private readonly dangers: DangerousInput,
  ) {}

  /**
   * Stores what each line of `body` holds; a bad line costs no other one. What was read is kept when the body breaks off or is too large.
   * @throws MeshError 404 when the tenant has no such network, 413 naming the limit; what the stream fails with when its sender leaves.
   */
  async run(tenantId: string, networkId: string, userId: string, body: Readable): Promise<ImportReport> {
    await this.networks.get(tenantId, networkId);
    const report = new ImportReport();
    const batch = new ImportBatch((memories) => this.memory.addEach(tenantId, networkId, memories), report);
    const turn = new LoopTurn();
    try {
      for await (const { line, bytes } of bodyLines(body, IMPORT_BOUNDS)) {
        const read =
          bytes === undefined
            ? LINE_TOO_LONG
            : await readLine(bytes, userId, (json) => this.dangers.validated(ImportMemoryDto, json, tenantId));
        if ('code' in read) report.reject(line, read);
        else await batch.take({ ...read, line });
        if (turn.isOver) await turn.pass();
      }
    } finally {
      await batch.finish();
    }
    return report;
  }
}

const LINE_TOO_LONG = { code: 'line-too-long', detail: `the line has more than ${IMPORT_BOUNDS.maxLineBytes} bytes` };
