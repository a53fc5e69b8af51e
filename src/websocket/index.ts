export { WebSocketConfig } from './websocket.config';
export { WebSocketModule } from './websocket.module';
