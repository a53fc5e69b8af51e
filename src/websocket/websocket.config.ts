import { IsInt, Max, Min } from 'class-validator';
import { Env } from '../config';

/** Settings of WebSocket connections. */
export class WebSocketConfig {
  /** Connections that one process serves at once. */
  @Env('MESH_WEBSOCKET_CONNECTIONS')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(100_000)
  connections: number = 10_000;

  /** Seconds between pings; who has not answered one by the next is cut off. */
  @Env('MESH_WEBSOCKET_PING_SECONDS')
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(300)
  pingSeconds: number = 30;
}
