import { Module } from '@nestjs/common';
import { NetworksModule } from '../networks';
import { GenerateBatch } from './generate-batch';
import { GenerateReader } from './generate-reader';
import { GenerateStreamController } from './generate-stream.controller';
import { GenerateController } from './generate.controller';
import { ModelsModule } from './models.module';
import { ModelsRpc } from './models.rpc';
import { ChatController } from './openai-api/chat.controller';
import { OpenAiModelsController } from './openai-api/models.controller';
import { SafetyController } from './safety/safety.controller';
import { SafetyRpc } from './safety/safety.rpc';
import { ServedModels } from './openai-api/served-models';

/** The faces of the models: REST, Redis messages and OpenAI's API. All of them ask `ModelsService`. */
@Module({
  imports: [ModelsModule, NetworksModule],
  controllers: [
    GenerateController,
    GenerateStreamController,
    ModelsRpc,
    SafetyController,
    SafetyRpc,
    ChatController,
    OpenAiModelsController,
  ],
  providers: [GenerateReader, GenerateBatch, ServedModels],
})
export class ModelsApiModule {}
