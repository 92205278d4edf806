import { z } from 'zod'
import { startChild } from './child.ts'
import { overHttp } from './over-http.ts'
import { makeTempFolder } from './temp-folder.ts'

const Listening = z.object({ practice: z.object({ url: z.url(), apiKey: z.string(), chatUrl: z.url() }) })

const AcmeSubscription = z.object({
  id: z.string(),
  url: z.string(),
  eventType: z.string(),
  list: z.boolean(),
  department: z.string().nullable(),
  status: z.string()
})
/** A subscription as the practice service shows it. */
export type AcmeSubscription = z.infer<typeof AcmeSubscription>

/** A delivery that the practice service sent, with the exact text of its body. */
const AcmeDelivery = z.object({
  id: z.string(),
  url: z.string(),
  body: z.string(),
  status: z.number().optional()
})

const AcmeSent = z.object({ deliveryId: z.string(), status: z.number().optional() })
/** Response to an event that was sent by hand. */
type AcmeSent = z.infer<typeof AcmeSent>

/** An item that the practice service assigned. */
const AcmeEquipment = z.object({ tag: z.string(), item: z.string(), name: z.string().nullable() })

/** Faults to inject into the practice service; what is not named works. */
export interface AcmeFaults {
  create?: '403' | '500' | 'hang' | 'slow' | 'drop-after-create' | 'html' | 'empty'
  remove?: '403' | '404' | '500' | 'hang' | 'slow' | 'html' | 'drop-after-delete'
  slowMs?: number
}

/** The practice services in a process of their own, and what a test asks of Acme HR as its owner. */
export interface PracticeService {
  url: string
  /** The host and port that a connector has to allow. */
  host: string
  apiKey: string
  /** Address of Acme Chat. */
  chatUrl: string
  subscriptions: () => Promise<AcmeSubscription[]>
  subscribe: (url: string) => Promise<AcmeSubscription>
  /** The newest first. */
  deliveries: () => Promise<z.infer<typeof AcmeDelivery>[]>
  /** Lets events happen and resolves when every subscriber has been told. */
  sendEvent: (event: { eventType: string; count?: number; data?: Record<string, unknown> }) => Promise<void>
  switchFaults: (faults: AcmeFaults) => Promise<void>
  /** Items that were assigned, the newest first. */
  equipment: () => Promise<z.infer<typeof AcmeEquipment>[]>
  /** Sends one event to one subscription. */
  send: (subscriptionId: string, manner: 'genuine' | 'forged' | 'stale') => Promise<AcmeSent>
  /** Sends a delivery once more, under its id. */
  resend: (deliveryId: string) => Promise<AcmeSent>
  /** Creates a new key for a subscription and returns it. */
  rotate: (subscriptionId: string) => Promise<string>
  /** Takes all subscriptions and faults away, for the next test. */
  clear: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts the practice service on a free port with a folder of its own. */
export const startPractice = async (): Promise<PracticeService> => {
  const { folder, remove } = makeTempFolder()
  const main = new URL('../../../practice/src/main.ts', import.meta.url)
  const child = startChild(main, { env: { PORT: '0', HOOKWRIGHT_DATA: folder } })
  const { url, apiKey, chatUrl } = Listening.parse(await child.firstLine).practice

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answered = await overHttp(`${url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    if (answered.status >= 400) throw new Error(`${method} ${path}: ${answered.status} ${answered.text}`)
    return answered.text === '' ? null : JSON.parse(answered.text)
  }
  const subscriptions = async () => z.array(AcmeSubscription).parse(await ask('GET', '/subscriptions'))
  const switchFaults = async (faults: AcmeFaults) => {
    await ask('PUT', '/faults', faults)
  }

  return {
    url,
    host: new URL(url).host,
    apiKey,
    chatUrl,
    subscriptions,
    subscribe: async url =>
      AcmeSubscription.parse(await ask('POST', '/subscriptions', { url, eventType: 'user.created' })),
    deliveries: async () => z.array(AcmeDelivery).parse(await ask('GET', '/deliveries')),
    sendEvent: async event => {
      await ask('POST', '/events', event)
    },
    send: async (id, manner) => AcmeSent.parse(await ask('POST', `/subscriptions/${id}/send`, { manner })),
    resend: async id => AcmeSent.parse(await ask('POST', `/deliveries/${id}/resend`)),
    rotate: async id =>
      z.object({ secret: z.string() }).parse(await ask('POST', `/subscriptions/${id}/rotate`)).secret,
    switchFaults,
    equipment: async () => z.array(AcmeEquipment).parse(await ask('GET', '/equipment')),
    clear: async () => {
      await switchFaults({})
      for (const { id } of await subscriptions()) await ask('DELETE', `/subscriptions/${id}`)
    },
    stop: async () => {
      child.send('SIGTERM')
      await child.ended
      remove()
    }
  }
}
