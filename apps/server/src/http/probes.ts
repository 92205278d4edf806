import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import { Fault, httpStatusOf, type Secret, toFault } from '@hookwright/model'
import type { Readiness } from './readiness.ts'
import { respond, type Written } from './written.ts'

/** Text of the metrics, with its content type. */
export interface MetricsText {
  contentType: string
  read: () => Promise<string>
}

const answer = (status: number, contentType: string, body: string, more: string[] = []): Written => ({
  status,
  lines: [
    'content-type',
    contentType,
    'cache-control',
    'no-store',
    'x-content-type-options',
    'nosniff',
    ...more
  ],
  body,
  closes: false
})

const JSON_TYPE = 'application/json; charset=utf-8'

const answerFault = (fault: Fault): Written =>
  answer(
    httpStatusOf(fault.code),
    JSON_TYPE,
    JSON.stringify({ error: fault.toData() }),
    fault.code === 'metrics.token' ? ['www-authenticate', 'Bearer realm="metrics"'] : []
  )

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Returns true if the request has the token. Compares in constant time, even for tokens of different lengths.
 */
const hasToken = ({ headers }: IncomingMessage, token: Secret): boolean => {
  const sent = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digestOf(sent), digestOf(token.reveal()))
}

/**
 * Creates the handler of health checks and metrics, and passes other requests on. It runs before the pages
 * and the API, which a server that only receives events never loads and which are paced under load.
 */
export const createProbes = (params: {
  readiness: Readiness
  /** Bearer token for reading the metrics; null if metrics are off. */
  metricsToken: Secret | null
  /** Loads the metrics with their first request. */
  loadMetrics: () => Promise<MetricsText>
  otherwise: RequestListener
}): RequestListener => {
  const { readiness, metricsToken, loadMetrics, otherwise } = params
  let metrics: Promise<MetricsText> | null = null

  const loaded = (): Promise<MetricsText> => {
    metrics ??= loadMetrics().catch(thrown => {
      // The next request tries again.
      metrics = null
      throw thrown
    })
    return metrics
  }

  const answerMetrics = async (request: IncomingMessage): Promise<Written> => {
    if (metricsToken === null) throw new Fault('metrics.off')
    if (!hasToken(request, metricsToken)) throw new Fault('metrics.token')
    const { contentType, read } = await loaded()
    return answer(200, contentType, await read())
  }

  const answerReady = async (): Promise<Written> => {
    const report = await readiness.report()
    return answer(report.ready ? 200 : 503, JSON_TYPE, JSON.stringify(report))
  }

  const answers: Record<string, (request: IncomingMessage) => Promise<Written>> = {
    '/healthz': async () => answer(200, JSON_TYPE, JSON.stringify({ healthy: true })),
    '/readyz': answerReady,
    '/metrics': answerMetrics
  }

  return (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const act = Object.hasOwn(answers, path) ? answers[path] : undefined
    if (act === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      otherwise(request, response)
      return
    }
    act(request)
      .catch(thrown => answerFault(toFault(thrown)))
      .then(written => {
        if (!response.destroyed) respond(response, written)
      })
  }
}
