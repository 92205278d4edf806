import { Button, RadioGroup } from '@hookwright/ui'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { OpenedDelivery } from '../../../features/history/api-types.ts'
import { Loading } from '../../../kit/page/loading.tsx'
import { PageFault } from '../../../kit/page/page-fault.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { UnavailableNote } from '../unavailable-note.tsx'
import { type Format, formatLabels, formats, writeAs } from './formats.ts'
import { useCopyAs, useShownRequest } from './use-copy-as.ts'

/** Tab of a delivery with commands or code that send its request again. */
export const CopyAsTab = ({ delivery }: { delivery: OpenedDelivery }) => {
  const [format, setFormat] = useState<Format>('curl')
  const copyAs = useCopyAs(delivery)
  const { request, error } = useShownRequest(delivery)
  const notifier = useNotifier()
  if (delivery.arrival === null) return <UnavailableNote what="the request" />
  if (request === null) return error === null ? <Loading /> : <PageFault error={error} />
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label="Copy as"
        hideLabel
        flow="row"
        choices={formats.map(value => ({ value, label: formatLabels[value].label }))}
        value={format}
        onValueChange={setFormat}
      />
      <p className="text-body text-ink-2">
        The copied code sends the same request again. It contains the full Event URL and, for signed events, a
        new signature; anyone who has it can send events to the flow.
      </p>
      <pre className="m-0 rounded-s bg-sunken p-3 font-code text-small break-words whitespace-pre-wrap text-ink">
        {writeAs[format](request)}
      </pre>
      {copyAs !== null && (
        <Button
          className="self-start"
          icon={<Copy aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => notifier.ifFails(copyAs(format))}
        >
          Copy {formatLabels[format].label}
        </Button>
      )}
    </div>
  )
}
