import type { Id } from '@hookwright/model'
import { Button, Dialog, IconButton, lazyPart, Menu, useLazyLayer } from '@hookwright/ui'
import { Ellipsis, RotateCcw } from 'lucide-react'
import { type ComponentProps, type Ref, useState } from 'react'
import type { Narrowed } from '../../../features/history/filter-chips.tsx'
import { timeRangeOf } from '../../../features/history/time-search.ts'
import type { DeliveriesSearch } from '../deliveries-search.ts'
import type { deliveryFilter } from '../delivery-filter.ts'
import type { ReplayForm } from './replay-form.tsx'

/** Label of the button. It has no count, since only the dialog computes which deliveries can be replayed. */
const WORDS = 'Replay deliveries…'

const lazyForm = lazyPart(() => import('./replay-form.tsx'))

/**
 * Menu item that opens a dialog to replay all deliveries of the current filter. It is in a menu because
 * replaying everything is rarely intended.
 */
export const ReplayManyButton = ({
  filter,
  search,
  chips,
  onBegun,
  ref
}: {
  filter: ReturnType<typeof deliveryFilter>
  search: DeliveriesSearch
  chips: readonly Narrowed[]
  onBegun: (replayId: Id) => void
  ref: Ref<HTMLButtonElement>
}) => {
  /** Properties of the open dialog; null while it is closed. */
  const [of, setOf] = useState<Omit<ComponentProps<typeof ReplayForm>, 'onDone'> | null>(null)
  const form = useLazyLayer(lazyForm, of !== null)
  const close = (): void => setOf(null)
  const open = (): void => {
    const now = Date.now()
    setOf({ filter, time: { to: now, ...timeRangeOf(search, now) }, chips, onBegun })
  }
  return (
    <>
      {chips.length === 0 ? (
        <Menu
          groups={[
            [{ id: 'replay', label: WORDS, icon: <RotateCcw aria-hidden strokeWidth={1.75} />, run: open }]
          ]}
          trigger={
            <IconButton
              ref={ref}
              label="More for the deliveries"
              className="md:-mr-2"
              icon={<Ellipsis aria-hidden />}
            />
          }
        />
      ) : (
        <Button
          ref={ref}
          icon={<RotateCcw aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={open}
        >
          {WORDS}
        </Button>
      )}
      {form !== null && (
        <Dialog open={of !== null} onOpenChange={open => !open && close()} title="Replay deliveries">
          {of !== null && <form.ReplayForm {...of} onDone={close} />}
        </Dialog>
      )}
    </>
  )
}
