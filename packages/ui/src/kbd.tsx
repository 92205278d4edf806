import { cx } from './cx.ts'

/** Keys of a keyboard shortcut in a box, such as `Ctrl K`. */
export const Kbd = ({ keys, inverse = false }: { keys: string; inverse?: boolean }) => (
  <kbd
    className={cx(
      'inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-xs border px-1.25 font-ui text-small font-medium whitespace-pre',
      inverse ? 'border-line-strong' : 'border-line bg-sunken text-ink-3'
    )}
  >
    {keys}
  </kbd>
)
