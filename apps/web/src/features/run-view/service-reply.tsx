import { Badge } from '@hookwright/ui'
import { formatCount } from '../../kit/page/format-count.ts'
import { prettyJson } from '../../kit/page/format-json.ts'
import { formatSize } from '../history/format-time.ts'
import type { Failure } from './failure.ts'

const preClass =
  'm-0 max-h-64 overflow-y-auto rounded-s bg-surface p-2 font-code text-small break-words whitespace-pre-wrap text-ink'

/** Response of a service: its status, collapsed headers and the start of its body. */
export const ServiceReply = ({ reply }: { reply: NonNullable<Failure['reply']> }) => {
  const { status, headers, body, cut } = reply
  const named = Object.entries(headers)
  return (
    <section aria-label="Response of the service" className="flex min-w-0 flex-col gap-1">
      <p className="m-0 flex items-center gap-2 text-small text-ink-2">
        Response of the service
        {status !== null && <Badge tone={status >= 400 ? 'err' : 'ok'}>{status}</Badge>}
      </p>
      {named.length > 0 && (
        <details>
          <summary className="w-fit cursor-pointer rounded-xs text-small text-accent-text">
            {formatCount(named.length, 'header')}
          </summary>
          <dl className={`${preClass} mt-1`} tabIndex={0}>
            {named.map(([name, value]) => (
              <div key={name}>
                <dt className="inline text-ink-2">{name}: </dt>
                <dd className="m-0 inline">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {body === '' ? (
        <p className="m-0 text-small text-ink-2">The body is {cut ? 'too large to be stored' : 'empty'}.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys.
        <pre className={preClass} tabIndex={0}>
          {prettyJson(body)}
        </pre>
      )}
      {cut && body !== '' && (
        <p className="m-0 text-small text-ink-2">
          Only the first {formatSize(body.length)} of the body are stored.
        </p>
      )}
    </section>
  )
}
