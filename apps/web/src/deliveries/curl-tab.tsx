import { CopyButton } from '../history/copy-button.tsx'
import type { OpenDeliveryTold } from '../history/told.ts'
import { NotTold } from './not-told.tsx'
import { useCurl } from './use-curl.ts'

/** The command that sends what arrived again. */
export const CurlTab = ({ delivery }: { delivery: OpenDeliveryTold }) => {
  const { whole, shown } = useCurl(delivery)
  if (delivery.arrival === null) return <NotTold what="what arrived" />
  if (whole === null || shown === null) return <p className="text-body text-ink-2">One moment…</p>
  return (
    <div className="flex flex-col gap-3">
      <p className="text-body text-ink-2">
        Sends the same request again, byte for byte, from any shell. The copied command holds the whole Event
        URL; whoever has it can send events to the flow.
      </p>
      <pre className="m-0 rounded-s bg-sunken p-3 font-code text-code break-words whitespace-pre-wrap text-ink">
        {shown}
      </pre>
      <div>
        <CopyButton text={whole}>Copy curl</CopyButton>
      </div>
    </div>
  )
}
