import type { Subscription } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTrpc } from '../api/use-api.tsx'
import { useCopy } from '../shell/use-copy.ts'
import { useSay } from '../shell/use-say.ts'

/** Copies the whole Event URL of a subscription; a tick says for a moment that it was. */
const CopyEventUrl = ({ subscription: { id: subscriptionId } }: { subscription: Subscription }) => {
  const options = useTrpc().subscriptions.eventUrl.queryOptions({ subscriptionId })
  const queries = useQueryClient()
  const say = useSay()
  const copy = useCopy()
  const [copied, setCopied] = useState(false)
  const take = async (): Promise<void> => {
    const url = await queries.fetchQuery({ ...options, gcTime: 0 })
    if (!(await copy(url))) return
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <>
      <IconButton
        size="small"
        label={copied ? 'Copied' : 'Copy the Event URL'}
        icon={copied ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
        onClick={() => say.ifFails(take())}
      />
      <span role="status" className="sr-only">
        {copied ? 'The Event URL was copied.' : ''}
      </span>
    </>
  )
}

/** The Event URL, masked but for its end: who has the whole of it can send to the flow. */
export const EventUrl = ({ subscription }: { subscription: Subscription }) => (
  <div className="flex items-center gap-2">
    <span className="text-small text-ink-3">Event URL</span>
    <code className="min-w-0 grow truncate rounded-xs bg-sunken px-1.5 py-0.5 font-code text-code">
      …/e/…{subscription.tokenTail}
    </code>
    <CopyEventUrl subscription={subscription} />
  </div>
)
