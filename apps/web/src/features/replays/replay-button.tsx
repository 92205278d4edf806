import type { Id } from '@hookwright/model'
import { Button, cx, IconButton, lazyPart, Menu, type MenuEntry, useLazyLayer } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { uncached } from '../history/uncached.ts'
import { replayEntries } from './replay-entries.ts'
import { useReplay, useReplayRun, useWhyNoReplay } from './use-replay.ts'

const lazyQuestion = lazyPart(() => import('./replay-question.tsx'))

/**
 * Button that replays a delivery, or one of its records.
 *
 * A dialog first asks whether requests are sent again. A menu next to the button has all other modes; it is
 * loaded on the first interaction.
 */
export const ReplayButton = ({
  runId,
  deliveryId,
  recordIndex,
  noReplay,
  size = 'card',
  isIcon = false
}: {
  /** Id of the run to replay; null for a delivery without a run, which cannot be replayed. */
  runId: Id | null
  deliveryId: Id
  recordIndex: number | null
  noReplay: string | null
  size?: 'page' | 'card'
  /** True to hide the label on phones, in a bar without space for it. */
  isIcon?: boolean
}) => {
  const isRecord = recordIndex !== null
  const replay = useReplay()
  const replayRun = useReplayRun(isRecord)
  const whyNot = useWhyNoReplay({ noReplay })
  const [isNear, setNear] = useState(false)
  const [asked, setAsked] = useState<'run' | 'whole' | null>(null)
  const question = useLazyLayer(lazyQuestion, asked !== null)
  const near = (): void => setNear(true)
  const canChoose = whyNot === null && runId !== null
  const { data, isError } = useQuery({
    ...useTrpc().runs.replayChoices.queryOptions({ runId: runId ?? '' }),
    ...uncached,
    enabled: (isNear || asked !== null) && canChoose
  })
  const whole: MenuEntry[] = isRecord
    ? [
        {
          id: 'whole',
          label: 'The whole delivery, with the current flow',
          run: () => setAsked('whole')
        }
      ]
    : []
  return (
    <span className="inline-flex items-center gap-1">
      <Button
        size={size}
        look="primary"
        busy={replay.isPending || replayRun.isPending}
        disabled={whyNot !== null}
        title={whyNot ?? undefined}
        icon={<RotateCcw aria-hidden className="size-3.5" strokeWidth={2} />}
        onPointerEnter={near}
        onFocus={near}
        onClick={() => (runId === null ? replay.mutate({ deliveryId }) : setAsked('run'))}
      >
        <span className={cx(isIcon && 'max-sm:sr-only')}>{isRecord ? 'Replay record' : 'Replay'}</span>
      </Button>
      {question !== null && asked !== null && runId !== null && (
        <question.ReplayQuestion
          what={asked === 'whole' ? 'whole delivery' : isRecord ? 'record' : 'delivery'}
          choices={asked === 'whole' || isError ? null : data}
          onClose={() => setAsked(null)}
          onReplay={effects =>
            asked === 'whole' ? replay.mutate({ deliveryId }) : replayRun.mutate({ runId, effects })
          }
        />
      )}
      {canChoose && (
        <Menu
          groups={[...replayEntries(data, mode => replayRun.mutate({ runId, ...mode })), whole]}
          trigger={
            <IconButton
              size={size}
              look="plain"
              label="Replay options"
              icon={<ChevronDown aria-hidden />}
              onPointerEnter={near}
              onFocus={near}
            />
          }
        />
      )}
    </span>
  )
}
