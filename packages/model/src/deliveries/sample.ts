import type { Id } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'

/** A kept delivery as the Webhook Event card gave it, to draw and preview with. */
export interface EventSample {
  deliveryId: Id
  at: Millis
  contentType: string
  method: string
  headers: Record<string, string>
  query: Json
  body: Json
}
