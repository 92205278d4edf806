import { Button, cx } from '@hookwright/ui'
import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useCopy } from '../../kit/page/use-copy.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'

/** Button that copies a text. It shows a confirmation while it has the focus. */
export const CopyButton = ({
  text,
  children,
  size = 'page',
  disabled = false
}: {
  /** Text to copy, or a function that fetches it. */
  text: string | (() => Promise<string>)
  children: ReactNode
  size?: 'page' | 'card'
  disabled?: boolean
}) => {
  const [copied, setCopied] = useState(false)
  const notifier = useNotifier()
  const toClipboard = useCopy()
  const copy = async (): Promise<void> =>
    setCopied(await toClipboard(typeof text === 'string' ? text : await text()))
  const mark = size === 'card' ? 'size-3.5' : 'size-4'
  return (
    <Button
      size={size}
      disabled={disabled}
      icon={
        copied ? (
          <Check aria-hidden className={cx(mark, 'text-ok')} strokeWidth={1.75} />
        ) : (
          <Copy aria-hidden className={mark} strokeWidth={1.75} />
        )
      }
      onBlur={() => setCopied(false)}
      onClick={() => notifier.ifFails(copy())}
    >
      {children}
      <span aria-live="polite" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </Button>
  )
}
