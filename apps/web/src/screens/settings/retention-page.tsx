import { LEAST_METADATA_DAYS } from '@hookwright/model'
import { Button, Notice, TextField } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Facts } from '../../features/history/facts.tsx'
import { formatSize } from '../../features/history/format-time.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import type { ClearingProgress, FlowRetention } from './api-types.ts'
import { ClearData } from './clear-data.tsx'
import { formatClearing, formatDeliveries, formatNeeded, formatRuns } from './format-kept.ts'
import { PlacesField } from './places-field.tsx'
import { placesIn } from './places-in.ts'

/** Parses a whole number of days; null if the text is not a number of days. */
export const daysIn = (text: string): number | null => {
  const trimmed = text.trim()
  return /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : null
}

type Rules = FlowRetention['rules']

/** Returns the errors of the retention days, by field. */
const errorsOf = (payload: number | null, metadata: number | null) => ({
  payload:
    payload === null || payload < 1
      ? 'Enter a whole number of days, at least 1.'
      : metadata !== null && payload > metadata
        ? 'Values cannot be kept longer than the history. Enter the same number of days or fewer.'
        : null,
  metadata:
    metadata === null || metadata < LEAST_METADATA_DAYS
      ? `Enter a whole number of days, at least ${LEAST_METADATA_DAYS}: duplicate events are detected for that long.`
      : null
})

const RulesForm = ({ rules, mayChange }: { rules: Rules; mayChange: boolean }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const save = useMutation(trpc.keeping.setRules.mutationOptions())
  const [payload, setPayload] = useState(String(rules.payloadDays))
  const [metadata, setMetadata] = useState(String(rules.metadataDays))
  const [text, setText] = useState(rules.redaction.join('\n'))
  const [payloadDays, metadataDays] = [daysIn(payload), daysIn(metadata)]
  const errors = errorsOf(payloadDays, metadataDays)
  const { places, error } = placesIn(text)
  const isWrong = errors.payload !== null || errors.metadata !== null || error !== null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isWrong || payloadDays === null || metadataDays === null) return
    notifier.ifFails(
      save.mutateAsync({ payloadDays, metadataDays, redaction: places }).then(async () => {
        await queries.invalidateQueries({ queryKey: trpc.keeping.pathKey() })
        setText(places.join('\n'))
        notifier.done('Saved. Data past its retention period is deleted in the background.')
      })
    )
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={submit} noValidate>
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <TextField
          label="Days for values"
          description="Request bodies, and traces and results of runs."
          inputMode="numeric"
          autoComplete="off"
          value={payload}
          onValueChange={setPayload}
          error={errors.payload}
          readOnly={!mayChange}
        />
        <TextField
          label="Days for history"
          description="Deliveries, runs, registration attempts, refused requests and closed cleanup entries."
          inputMode="numeric"
          autoComplete="off"
          value={metadata}
          onValueChange={setMetadata}
          error={errors.metadata}
          readOnly={!mayChange}
        />
      </div>
      <PlacesField
        label="Redacted values for all flows"
        description="One path per line. When the last run of a delivery ends, these values are replaced by a placeholder. Each flow can add more paths; changes do not affect deliveries that have already ended."
        value={text}
        onValueChange={setText}
        error={error}
        readOnly={!mayChange}
      />
      {mayChange && (
        <Button type="submit" look="primary" className="self-start" disabled={isWrong} busy={save.isPending}>
          Save
        </Button>
      )}
    </form>
  )
}

const sumOf = (clearings: ClearingProgress[]) => ({
  running: clearings.filter(({ status }) => status.is === 'running').length,
  done: clearings.reduce((sum, { done }) => sum + done, 0),
  needed: clearings.reduce(
    (sum, { needed }) => ({
      accepted: sum.accepted + needed.accepted,
      open: sum.open + needed.open,
      onHold: sum.onHold + needed.onHold
    }),
    { accepted: 0, open: 0, onHold: 0 }
  )
})

const ClearAll = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const [isAsked, ask] = useState(false)
  const { data: clearings = [] } = useQuery(trpc.keeping.clearings.queryOptions())
  const { data: size } = useQuery(trpc.keeping.size.queryOptions())
  const clear = useMutation(trpc.keeping.clearAll.mutationOptions())
  const { running, done, needed } = sumOf(clearings)
  const status = running > 0 ? ({ is: 'running' } as const) : ({ is: 'done', at: 0 } as const)
  const about = size?.isEstimate ? 'about ' : ''
  return (
    <div className="flex flex-col gap-3">
      {clearings.length > 0 && (
        <Notice tone={running > 0 ? 'info' : 'ok'}>
          {formatClearing({ status, done })} {running === 0 && formatNeeded(needed)}
        </Notice>
      )}
      <Button className="self-start" look="danger" disabled={running > 0} onClick={() => ask(true)}>
        Clear data of all flows…
      </Button>
      <ClearData
        open={isAsked}
        onOpenChange={ask}
        busy={clear.isPending}
        what={
          <p className="m-0">
            This permanently deletes the data of {about}
            {formatDeliveries(size?.deliveries ?? 0)} and {formatRuns(size?.runs ?? 0)} ({about}
            {formatSize((size?.payloads ?? 0) + (size?.traces ?? 0))}), for all flows of all members.
          </p>
        }
        onClear={params =>
          notifier.ifFails(
            clear
              .mutateAsync(params)
              .then(() => queries.invalidateQueries({ queryKey: trpc.keeping.pathKey() }))
              .finally(() => ask(false))
          )
        }
      />
    </div>
  )
}

const Size = () => {
  const { data, error } = useQuery(useTrpc().keeping.size.queryOptions(undefined, { staleTime: 0 }))
  if (data === undefined) {
    return error === null ? <Loading /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  const about = data.isEstimate ? 'about ' : ''
  return (
    <Facts
      label="Size on disk"
      facts={[
        ['Database', `${formatSize(data.database)}, ${formatSize(data.free)} free`],
        ['Write-ahead log', formatSize(data.log)],
        ['Search index', formatSize(data.index)],
        [
          'Request bodies',
          `${about}${formatSize(data.payloads)} of ${about}${formatDeliveries(data.deliveries)}`
        ],
        ['Traces and results', `${about}${formatSize(data.traces)} of ${about}${formatRuns(data.runs)}`]
      ]}
    />
  )
}

/** Settings page for retention periods, redaction and clearing data. */
export const RetentionPage = () => {
  usePageTitle('Retention')
  const isAdmin = usePerson().role === 'admin'
  const { data: rules, error } = useQuery(useTrpc().keeping.rules.queryOptions())
  if (rules === undefined) {
    return error === null ? <Loading /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  return (
    <SettingsPage title="Retention">
      <SettingsPart
        title="Retention periods"
        about={
          isAdmin
            ? 'Data past its retention period is deleted in the background. Deliveries in the queue and runs on hold are kept.'
            : 'Only admins can change this. Deliveries in the queue and runs on hold are kept regardless of age.'
        }
      >
        <RulesForm rules={rules} mayChange={isAdmin} />
      </SettingsPart>
      {isAdmin && (
        <SettingsPart
          title="Size on disk"
          about="Freed space inside the database is reused, so the file does not shrink."
        >
          <Size />
        </SettingsPart>
      )}
      {isAdmin && (
        <SettingsPart
          title="Clear data"
          about="Deletes bodies, traces and results immediately. To clear a single flow, open Stored data in its menu."
        >
          <ClearAll />
        </SettingsPart>
      )}
    </SettingsPage>
  )
}
