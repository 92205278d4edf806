import { CopyButton } from '../history/copy-button.tsx'
import type { OpenDeliveryTold } from '../history/told.ts'
import { Loading } from '../shell/loading.tsx'
import { PageFault } from '../shell/page-fault.tsx'
import { NotTold } from './not-told.tsx'
import { useShownCurl, useWholeCurl } from './use-curl.ts'

/** The command that sends what arrived again. */
export const CurlTab = ({ delivery }: { delivery: OpenDeliveryTold }) => {
  const whole = useWholeCurl(delivery)
  const { command, error } = useShownCurl(delivery)
  if (delivery.arrival === null) return <NotTold what="what arrived" />
  if (command === null) return error === null ? <Loading /> : <PageFault error={error} />
  return (
    <div className="flex flex-col gap-3">
      <p className="text-body text-ink-2">
        Sends the same request again, byte for byte, from any shell. The copied command holds the whole Event
        URL; whoever has it can send events to the flow. A signature in it is the one that came, and may be
        too old by now: Send test event signs anew.
      </p>
      <pre className="m-0 rounded-s bg-sunken p-3 font-code text-code break-words whitespace-pre-wrap text-ink">
        {command}
      </pre>
      <div>{whole !== null && <CopyButton text={whole}>Copy curl</CopyButton>}</div>
    </div>
  )
}
