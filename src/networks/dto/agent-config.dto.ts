import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** How the agent asks its model. */
export class AgentParametersDto {
  /** 0–2. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  /** Tokens of one completion. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(128_000)
  max_tokens?: number;
}

/** An agent to make; a type that is none of the built-in ones is a custom agent driven by its description. */
export class AgentConfigDto {
  @Matches(/\S/, { message: 'name must say something' })
  @Length(1, 200)
  name!: string;

  @Matches(/^[A-Za-z][\w-]{0,63}$/, { message: 'type must be a word of letters, digits, _ and -, at most 64 long' })
  type!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  model?: string;

  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  description?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => AgentParametersDto)
  parameters?: AgentParametersDto;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  capabilities?: string[];

  /** Steps it may work on at a time; without it any number. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  max_concurrency?: number;
}
