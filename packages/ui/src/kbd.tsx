import { cx } from './cx.ts'

/** Keys as they stand on a keyboard: `Ctrl K`, one box a key. */
export const Kbd = ({ keys, inverse = false }: { keys: string; inverse?: boolean }) => (
  <kbd className="inline-flex shrink-0 gap-0.5 font-ui">
    {keys.split(' ').map((key, index) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: the keys of one shortcut never move.
        key={index}
        className={cx(
          'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-xs border px-1 text-small font-medium',
          inverse ? 'border-line-strong' : 'border-line bg-sunken text-ink-2'
        )}
      >
        {key}
      </span>
    ))}
  </kbd>
)
