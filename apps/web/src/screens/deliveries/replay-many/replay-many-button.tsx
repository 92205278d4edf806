import type { Id } from '@hookwright/model'
import { Button, Dialog, late, useLateLayer } from '@hookwright/ui'
import { RotateCcw } from 'lucide-react'
import { type ComponentProps, type Ref, useState } from 'react'
import type { Narrowed } from '../../../features/history/filter-chips.tsx'
import { timeRangeOf } from '../../../features/history/time-search.ts'
import type { DeliveriesSearch } from '../deliveries-search.ts'
import type { deliveryFilter } from '../delivery-filter.ts'
import type { ReplayForm } from './replay-form.tsx'

const lateForm = late(() => import('./replay-form.tsx'))

/** Button that opens a dialog to replay all deliveries of the current filter. */
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
  const form = useLateLayer(lateForm, of !== null)
  const close = (): void => setOf(null)
  return (
    <>
      <Button
        ref={ref}
        look={chips.length === 0 ? 'quiet' : 'plain'}
        // Without a border its words end where the page does.
        className={chips.length === 0 ? 'md:-mr-3' : ''}
        icon={<RotateCcw aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => {
          const now = Date.now()
          setOf({ filter, time: { to: now, ...timeRangeOf(search, now) }, chips, onBegun })
        }}
      >
        Replay all
      </Button>
      {form !== null && (
        <Dialog open={of !== null} onOpenChange={open => !open && close()} title="Replay deliveries">
          {of !== null && <form.ReplayForm {...of} onDone={close} />}
        </Dialog>
      )}
    </>
  )
}
