import { Button, Notice, RadioGroup } from '@hookwright/ui'
import { type ReactNode, useState } from 'react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { formatSize } from '../../features/history/format-time.ts'
import { JsonTree } from '../../features/history/json-tree.tsx'
import { formFieldsOf } from './form-fields.ts'
import { FormTable } from './form-table.tsx'
import { RedactionNote } from './redaction-note.tsx'
import { UnavailableNote } from './unavailable-note.tsx'

type Arrived = NonNullable<OpenedDelivery['arrival']>

/** Number of characters of a raw body that are rendered before "show all". */
const MOST = 20_000

const Part = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => (
  <section className="flex min-w-0 flex-col gap-2">
    <div className="flex min-h-7 flex-wrap items-center justify-between gap-2">
      <h3 className="m-0 text-small font-semibold text-ink-2">{title}</h3>
      {aside}
    </div>
    {children}
  </section>
)

const Raw = ({ arrival }: { arrival: Arrived }) => {
  const [isWhole, setWhole] = useState(false)
  const text = arrival.text ?? arrival.base64 ?? ''
  const isCut = !isWhole && text.length > MOST
  return (
    <>
      {arrival.text === null && (
        <p className="text-small text-ink-2">The body is binary, so it is shown in Base64.</p>
      )}
      <pre className="m-0 rounded-s bg-sunken p-3 font-code text-small break-words whitespace-pre-wrap text-ink">
        {isCut ? text.slice(0, MOST) : text}
      </pre>
      {isCut && (
        <Button size="card" className="self-start" onClick={() => setWhole(true)}>
          Show all {formatSize(text.length)}
        </Button>
      )}
    </>
  )
}

/** Tab of the received request: raw headers, query and body. The body is shown as form, tree or raw bytes. */
export const RequestTab = ({ delivery }: { delivery: OpenedDelivery }) => {
  const { arrival, size } = delivery
  const [chosen, setView] = useState<'form' | 'tree' | 'raw' | null>(null)
  if (arrival === null) return <UnavailableNote what="the request" />
  const { headers, query, queryFields, text, keptAsText, droppedKeys, body, bodyKept } = arrival
  const fields = formFieldsOf(delivery.contentType, body)
  const view = chosen ?? (fields === null ? 'tree' : 'form')
  return (
    <div className="flex flex-col gap-5">
      <RedactionNote delivery={delivery} />
      <Part
        title="Body"
        aside={
          size > 0 &&
          bodyKept && (
            <span className="flex items-center gap-3">
              <RadioGroup
                label="Show body as"
                hideLabel
                flow="row"
                choices={[
                  ...(fields === null ? [] : [{ value: 'form' as const, label: 'Form' }]),
                  { value: 'tree', label: 'Tree' },
                  { value: 'raw', label: 'Raw' }
                ]}
                value={view}
                onValueChange={setView}
              />
              {text !== null && (
                <CopyButton size="card" text={text}>
                  Copy
                </CopyButton>
              )}
            </span>
          )
        }
      >
        {keptAsText !== null && <Notice tone="warn">{keptAsText}</Notice>}
        {droppedKeys && (
          <Notice tone="warn">
            Unsafe keys such as __proto__ and constructor are removed from the body that flows see. Raw shows
            them.
          </Notice>
        )}
        {size === 0 ? (
          <p className="text-body text-ink-2">No body.</p>
        ) : !bodyKept ? (
          <p className="text-body text-ink-2">
            The body ({formatSize(size)}) was not stored because the delivery did not start a run.
          </p>
        ) : view === 'raw' ? (
          <Raw arrival={arrival} />
        ) : view === 'form' && fields !== null ? (
          <FormTable fields={fields} />
        ) : (
          <JsonTree label="Body" value={body} />
        )}
      </Part>
      <Part title={`Headers (${headers.length})`}>
        <dl
          aria-label="Headers"
          className="m-0 grid grid-cols-[minmax(100px,max-content)_1fr] gap-x-4 gap-y-1 font-code text-small"
        >
          {headers.map(({ name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same header may come several times, in this order.
            <div key={index} className="contents">
              <dt className="break-all text-ink-3">{name}</dt>
              <dd className="m-0 min-w-0 break-all text-ink">{value}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title="Query">
        {query === '' ? (
          <p className="text-body text-ink-2">No query parameters.</p>
        ) : (
          <JsonTree label="Query" value={queryFields} />
        )}
      </Part>
    </div>
  )
}
