import type { Tracing } from '@hookwright/backend'
import type { Millis } from '@hookwright/model'
import { DiagLogLevel, diag, SpanKind } from '@opentelemetry/api'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base'
import type { Logger } from 'pino'
import type { TraceProtocol } from '../env.ts'
import { createIdSource, idsOfDelivery, parentIn } from './trace-ids.ts'
import { createRunTraces } from './trace-run.ts'

/** Tracing that exports its spans to a collector. */
export interface OpenTracing extends Tracing {
  /** Flushes the remaining spans. Waits for the collector until a time limit. */
  close: () => Promise<void>
}

/** Time limit for exporting the last spans when the server is closed, in milliseconds. */
const CLOSING_TIME: Millis = 2_000

const openExporter = async (protocol: TraceProtocol): Promise<SpanExporter> => {
  if (protocol === 'http/json') {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
    return new OTLPTraceExporter()
  }
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto')
  return new OTLPTraceExporter()
}

/**
 * Opens tracing with OpenTelemetry.
 *
 * The OpenTelemetry packages read endpoint, headers, sampler, batches and resource from the `OTEL_*`
 * environment variables.
 */
export const openTracing = async (params: {
  protocol: TraceProtocol
  /** Version of this server. */
  version: string
  clock: () => Millis
  after: (delay: Millis, act: () => void) => () => void
  log: Pick<Logger, 'warn'>
}): Promise<OpenTracing> => {
  const { protocol, version, clock, after, log } = params
  const warn = (message: string, ...details: unknown[]): void =>
    log.warn({ about: { details: details.map(String) } }, `OpenTelemetry: ${message}`)
  const quiet = (): void => {}
  diag.setLogger(
    { error: warn, warn, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true }
  )
  const ids = createIdSource()
  const own = resourceFromAttributes({ 'service.name': 'hookwright', 'service.version': version })
  const provider = new BasicTracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    idGenerator: ids.generator,
    spanProcessors: [new BatchSpanProcessor(await openExporter(protocol))]
  })
  const tracer = provider.getTracer('hookwright', version)

  return {
    delivered: ({ id, flowId, connectorId, subscriptionId, ...delivery }) => {
      const sender = parentIn(delivery.headers)
      const span = ids.startWith(idsOfDelivery(id), () =>
        tracer.startSpan('delivery', {
          root: true,
          kind: SpanKind.CONSUMER,
          startTime: delivery.receivedAt,
          // No parent: whoever knows an Event URL would otherwise choose what is sampled.
          links: sender === null ? [] : [{ context: { ...sender, isRemote: true } }],
          attributes: {
            'hookwright.delivery.id': id,
            'hookwright.connector.id': connectorId,
            'hookwright.flow.id': flowId,
            'hookwright.subscription.id': subscriptionId,
            'hookwright.delivery.result': delivery.isDuplicate ? 'duplicate' : 'accepted',
            'http.request.method': delivery.method,
            'http.request.body.size': delivery.size
          }
        })
      )
      span.end(delivery.storedAt)
    },
    beginRun: createRunTraces({ tracer, ids, clock }),
    close: async () => {
      let cancel = (): void => {}
      const patience = new Promise<void>(resolve => {
        cancel = after(CLOSING_TIME, resolve)
      })
      await Promise.race([provider.shutdown().catch(thrown => warn(String(thrown))), patience])
      cancel()
    }
  }
}
