import { Button, cx, Spinner } from '@hookwright/ui'
import { RotateCw } from 'lucide-react'
import type { ChoiceStatus } from './preview-choices.ts'

const tones: Record<ChoiceStatus['tone'], string> = { busy: 'text-ink-2', ok: 'text-ink-2', err: 'text-err' }

/** Status messages of loading dropdown choices, shown below a preview, with a button to try again. */
export const ChoiceNews = ({ news, again }: { news: ChoiceStatus[]; again: () => void }) => (
  <>
    <ul
      aria-label="Values from helper flows"
      aria-live="polite"
      className="m-0 flex list-none flex-col gap-1 p-0"
    >
      {news.map(({ id, say, tone }) => (
        <li key={id} className={cx('flex items-start gap-2 text-small', tones[tone])}>
          {tone === 'busy' && <Spinner className="mt-px" />}
          <span className="min-w-0 break-words">{say}</span>
        </li>
      ))}
    </ul>
    {news.some(({ tone }) => tone === 'err') && (
      <Button
        size="card"
        icon={<RotateCw aria-hidden className="size-4" />}
        className="self-start"
        onClick={again}
      >
        Try again
      </Button>
    )}
  </>
)
