import { DiscoveryService } from '@nestjs/core';

/** Names the agent type that a provider class serves: `@AgentType('content')`. Two classes of one type fail the start. */
export const AgentType = DiscoveryService.createDecorator<string>();
