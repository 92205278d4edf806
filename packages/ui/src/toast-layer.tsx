import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'
import type { ToastLine } from './toast-line.ts'

const icons = { ok: CircleCheck, info: Info, err: CircleAlert }
const colours = { ok: 'text-ok', info: 'text-info', err: 'text-err' }

const toneOf = (type: string | undefined): keyof typeof icons =>
  type === 'err' || type === 'info' ? type : 'ok'

/** Hook that shows the toasts of the queue as they arrive. */
const useServed = (line: ToastLine): void => {
  const { add, close } = Base.useToastManager()
  useEffect(
    () =>
      line.serve({
        show: (id, { say, tone = 'ok', action, closeWhen }) => {
          const stop = closeWhen?.(() => close(id))
          add({
            id,
            title: say,
            type: tone,
            timeout: tone === 'err' ? 0 : action === undefined ? 5_000 : 8_000,
            ...(stop && { onRemove: stop }),
            ...(action && {
              actionProps: {
                children: action.label,
                onClick: () => {
                  action.run()
                  close(id)
                }
              }
            })
          })
        },
        close
      }),
    [line, add, close]
  )
}

const ToastList = ({ line }: { line: ToastLine }) => {
  const { toasts } = Base.useToastManager()
  useServed(line)
  return toasts.map(toast => {
    const tone = toneOf(toast.type)
    const Icon = icons[tone]
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        swipeDirection="right"
        className="floats w-full rounded-m border border-line bg-raised text-ink shadow-2 data-limited:hidden"
      >
        <Base.Content className="flex items-start gap-2 py-2.5 pr-2 pl-3">
          <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', colours[tone])} strokeWidth={1.75} />
          <Base.Title render={<p />} className="min-w-0 grow text-body break-words" />
          {toast.actionProps !== undefined && (
            <Base.Action className="h-6 shrink-0 rounded-s px-2 text-label text-accent-text hover:bg-hover" />
          )}
          <Base.Close
            // Base UI would hide it from screen readers while the stack is folded; ours never folds.
            aria-hidden={false}
            render={<IconButton size="small" label="Close this message" icon={<X aria-hidden />} />}
          />
        </Base.Content>
      </Base.Root>
    )
  })
}

/** Region that shows the toasts of `ToastProvider`, loaded after the first render. */
export const ToastLayer = ({ line }: { line: ToastLine }) => (
  <Base.Provider limit={3}>
    <Base.Portal>
      <Base.Viewport
        aria-label="Messages"
        className="fixed right-4 bottom-[calc(1rem+var(--foot,0rem))] z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col-reverse gap-2 max-md:top-15 max-md:bottom-auto max-md:flex-col"
      >
        <ToastList line={line} />
      </Base.Viewport>
    </Base.Portal>
  </Base.Provider>
)
