import { IconButton } from '@hookwright/ui'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useCopy } from '../../kit/page/use-copy.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'

/** Button that fetches a text and copies it. It shows a confirmation briefly. */
export const CopyFetched = ({
  label,
  done,
  fetchText
}: {
  label: string
  /** Sentence for screen readers. */
  done: string
  fetchText: () => Promise<string>
}) => {
  const notifier = useNotifier()
  const copy = useCopy()
  const [copied, setCopied] = useState(false)
  const take = async (): Promise<void> => {
    if (!(await copy(await fetchText()))) return
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <>
      <IconButton
        size="small"
        label={copied ? 'Copied' : label}
        icon={copied ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
        onClick={() => notifier.ifFails(take())}
      />
      <span role="status" className="sr-only">
        {copied ? done : ''}
      </span>
    </>
  )
}
