import { useMemo } from 'react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { PagePart } from '../../kit/page/page-part.tsx'
import { formatBody } from './format-body.ts'

/** Received body in the summary of a delivery, as text. Renders nothing without one; the request has a tab of its own. */
export const BodyPart = ({ delivery }: { delivery: OpenedDelivery }) => {
  const text = delivery.arrival?.bodyKept === true ? delivery.arrival.text : null
  const shown = useMemo(() => (text === null ? '' : formatBody(text)), [text])
  if (text === null || text === '') return null
  return (
    <PagePart
      id="body-of-delivery"
      title="Body"
      more={
        <CopyButton size="card" text={text}>
          Copy
        </CopyButton>
      }
    >
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard.
        tabIndex={0}
        className="m-0 mt-3 max-h-60 overflow-auto rounded-s bg-sunken p-3 font-code text-small break-words whitespace-pre-wrap text-ink"
      >
        {shown}
      </pre>
    </PagePart>
  )
}
