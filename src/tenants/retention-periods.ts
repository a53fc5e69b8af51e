import { Injectable } from '@nestjs/common';
import { RedisClient } from '../redis';
import { DATA_TYPES, type DataType, type Days } from './data-type';
import { TenantSetting } from './tenant-setting';

/** What a tenant has chosen; a type it said nothing about is missing. */
export type ChosenPeriods = Partial<Record<DataType, Days>>;

const FOREVER = 'forever';

/** How long each tenant keeps what, for all that write with an end: type → days or `forever`. */
@Injectable()
export class RetentionPeriods {
  private readonly setting: TenantSetting<ChosenPeriods>;

  constructor(redis: RedisClient) {
    this.setting = new TenantSetting(redis, 'retention', periodsIn);
  }

  /**
   * How long a tenant keeps a type of data: as it chose, else `defaultDays`. @throws MeshError 503 when nobody can say: what is written with too
   * short an end cannot be had back.
   */
  async days(tenantId: string, type: DataType, defaultDays: Days = DATA_TYPES[type].defaultDays): Promise<Days> {
    return (await this.chosen(tenantId))[type] ?? defaultDays;
  }

  /** What a tenant has chosen, as it was 10 s ago at the earliest; while Redis is away as it was last. */
  chosen(tenantId: string): Promise<ChosenPeriods> {
    return this.setting.of(tenantId);
  }

  /** Puts a choice in the place of the one before: what it does not name has its default again. Holds at once here, elsewhere within 10 s. */
  async choose(tenantId: string, chosen: ChosenPeriods): Promise<void> {
    const fields = Object.entries(chosen).map(([type, days]): [string, string] => [type, days === Infinity ? FOREVER : String(days)]);
    await this.setting.put(tenantId, new Map(fields));
  }
}

function periodsIn(fields: Readonly<Record<string, string>>): ChosenPeriods {
  const chosen: ChosenPeriods = {};
  for (const [type, text] of Object.entries(fields))
    if (type in DATA_TYPES) chosen[type as DataType] = text === FOREVER ? Infinity : Number(text);
  return chosen;
}
