import { Injectable } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AgentTypes, type AgentConfig } from '../networks';
import { Agent, type AgentResult } from './agent';
import { AgentFactory } from './agent.factory';
import { AgentType } from './agent-type.decorator';

class Silent extends Agent {
  readonly capabilities: readonly string[] = ['listening', 'waiting'];
  readonly taskTypes: readonly string[] = ['listen'];
  async processTask(): Promise<AgentResult> {
    throw new Error('never asked');
  }
}
@AgentType('listener')
class Listener extends Silent {}
@AgentType('listener')
class OtherListener extends Silent {}
@AgentType('custom')
class Custom extends Silent {}
@Injectable()
@AgentType('impostor')
class Impostor {}

const start = async (...agents: (new () => object)[]) => {
  const module = await Test.createTestingModule({ imports: [DiscoveryModule], providers: [AgentFactory, AgentTypes, ...agents] }).compile();
  return (await module.init()).get(AgentFactory);
};
const config = (type: string, capabilities: string[] = []) => ({ type, capabilities }) as unknown as AgentConfig;

describe('AgentFactory', () => {
  it('finds the class of a type, and the custom agent for every other', async () => {
    const factory = await start(Listener, Custom);
    expect(factory.agentFor(config('listener'))).toBeInstanceOf(Listener);
    expect(factory.agentFor(config('brand historian'))).toBeInstanceOf(Custom);
  });

  it('joins the capabilities of type and configuration, each once', async () => {
    const factory = await start(Listener, Custom);
    expect(factory.capabilitiesOf(config('listener', ['waiting', 'nodding']))).toEqual(['listening', 'waiting', 'nodding']);
  });

  it('fails at start when two classes claim a type, one is no agent or none is custom', async () => {
    await expect(start(Listener, OtherListener, Custom)).rejects.toThrow(/listener/);
    await expect(start(Impostor, Custom)).rejects.toThrow(/impostor/);
    await expect(start(Listener)).rejects.toThrow(/custom/);
  });
});
