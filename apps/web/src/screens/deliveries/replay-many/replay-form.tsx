import type { Id, Millis, ReplayFlow } from '@hookwright/model'
import { Button, Checkbox, Notice, Select, Spinner } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Narrowed } from '../../../features/history/filter-chips.tsx'
import { uncached } from '../../../features/history/uncached.ts'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useApi } from '../../../kit/api/use-api.tsx'
import type { deliveryFilter } from '../delivery-filter.ts'
import { formatReplayButton, formatReplayCount, formatReplayDuration } from './format-replay.ts'

const rates = ['1', '5', '10', '25', '50'] as const
type Rate = (typeof rates)[number]

/** Form of a bulk replay: filter, number of deliveries, rate and start button. */
export const ReplayForm = ({
  filter,
  time,
  chips,
  onBegun,
  onDone
}: {
  filter: ReturnType<typeof deliveryFilter>
  /** Time range of the deliveries. Deliveries received after the form was opened are not replayed. */
  time: { from?: Millis; to: Millis }
  chips: readonly Narrowed[]
  onBegun: (replayId: Id) => void
  onDone: () => void
}) => {
  const { trpc, queryClient } = useApi()
  const [onlyFailed, setOnlyFailed] = useState(true)
  const [rate, setRate] = useState<Rate>('5')
  const [on, setOn] = useState<ReplayFlow>('newest')
  const [effects, setEffects] = useState(true)
  const asked = {
    ...filter,
    ...time,
    ...(filter.result === undefined && onlyFailed && { result: 'failed' as const })
  }
  const { data, error } = useQuery({ ...trpc.deliveries.countReplayable.queryOptions(asked), ...uncached })
  const count = data?.deliveries ?? 0
  const perSecond = Number(rate)
  const replay = useMutation({
    ...trpc.deliveries.replayMany.mutationOptions(),
    onSuccess: async ({ replaysId }) => {
      await queryClient.invalidateQueries({ queryKey: trpc.deliveries.replays.pathKey() })
      onBegun(replaysId)
      onDone()
    }
  })
  const fault = replay.error ?? error
  return (
    <div className="flex flex-col gap-4">
      <p className="m-0 text-body">
        {chips.length === 0
          ? 'All deliveries, because no filters are set.'
          : `Narrowed to ${chips.map(({ label, value }) => `${label.toLowerCase()}: ${value}`).join(', ')}.`}
      </p>
      {filter.result === undefined && (
        <Checkbox
          label="Only deliveries whose runs failed"
          checked={onlyFailed}
          onCheckedChange={setOnlyFailed}
        />
      )}
      <Select
        label="Speed"
        choices={rates.map(value => ({ value, label: `${value} per second at most` }))}
        value={rate}
        onValueChange={setRate}
      />
      <Select
        label="Run with"
        choices={[
          { value: 'newest', label: 'The current flow' },
          { value: 'pinned', label: 'The original flow' },
          { value: 'draft', label: 'The draft of each flow' }
        ]}
        value={on}
        onValueChange={setOn}
      />
      <Checkbox
        label="Without side effects"
        description="No requests are sent: each card that calls a service gets the response of the original run."
        checked={!effects}
        onCheckedChange={checked => setEffects(!checked)}
      />
      <div aria-live="polite" className="min-h-11 rounded-s bg-sunken px-3 py-2 text-body text-ink">
        {data === undefined ? (
          error === null && <Spinner />
        ) : (
          <>
            {formatReplayCount(data)}
            {count === 0 && onlyFailed && filter.result === undefined && (
              <span className="text-ink-2"> Only deliveries whose runs failed are counted.</span>
            )}
            {count > 0 && (
              <span className="text-ink-2"> The replay takes {formatReplayDuration(count, perSecond)}.</span>
            )}
          </>
        )}
      </div>
      <p className="m-0 text-small text-ink-2">
        The oldest delivery is replayed first{effects ? '' : ', without sending requests'}. The new runs are
        listed with their deliveries, and you can stop at any time.
      </p>
      {fault !== null && <Notice tone="err">{faultOf(fault).message}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button
          look="primary"
          disabled={count === 0}
          busy={replay.isPending}
          onClick={() => replay.mutate({ ...asked, perSecond, on, effects })}
        >
          {count === 0 ? 'Replay' : formatReplayButton(count)}
        </Button>
      </div>
    </div>
  )
}
