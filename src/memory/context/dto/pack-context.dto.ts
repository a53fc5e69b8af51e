import { PickType } from '@nestjs/swagger';
import { IsInt, IsNumber, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsId } from '../../../security';
import { ListMemoriesQuery } from '../../dto/memory.query';

/** `POST …/memories/context`. */
export class PackContextDto extends PickType(ListMemoriesQuery, ['type', 'since', 'until', 'session_id'] as const) {
  @IsString()
  @Length(1, 100_000)
  query!: string;

  /** Tokens that the whole context may take. Default 2,000. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200_000)
  max_tokens?: number;

  /** 0–1. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  min_confidence?: number;

  /** Whose tokens are counted: `model` or `provider/model`. */
  @IsOptional()
  @IsString()
  @Length(1, 300)
  model?: string;
}

/** `mesh.memory.context`: the REST body and the network. */
export class PackContextMessage extends PackContextDto {
  @IsId()
  network_id!: string;
}
