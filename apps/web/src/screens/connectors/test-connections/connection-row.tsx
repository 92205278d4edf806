import type { AppRouter } from '@hookwright/api'
import { formatDuration, type MethodForm } from '@hookwright/model'
import { Badge, Button, IconButton } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { Activity, Check, KeyRound, LogIn, ShieldOff, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { clockTime, dayTime } from '../../../kit/page/clock-time.ts'
import { FaultText } from '../../../kit/page/format-fault.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import type { SignInStarter } from '../../../kit/page/use-sign-in-starter.ts'
import { kindLabels } from '../authentication/kind-labels.ts'
import { AuthorizationBadge, signInVerb } from '../authorization-badge.tsx'
import { type PingResult, pingResultOf } from './ping.ts'

const Result = ({ result }: { result: PingResult }) =>
  result.ok ? (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone="ok" icon={<Check aria-hidden />}>
        Response in {formatDuration(result.took)}
      </Badge>
      <span className="tabular text-small text-ink-3">{clockTime(result.at)}</span>
    </span>
  ) : (
    <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
      <Badge tone="err" icon={<X aria-hidden />}>
        Failed
      </Badge>
      <div className="min-w-60 grow basis-0 pt-0.5 text-small text-ink-2">
        <FaultText message={result.why} answer={result.answer} />
      </div>
    </div>
  )

/** A test connection as returned by the list. */
type ListedTestConnection = inferRouterOutputs<AppRouter>['testConnections']['list'][number]

/** A test connection: its name, the result of the last ping, and its actions. */
export const ConnectionRow = ({
  connection: { id: connectionId, name, createdAt, authorization },
  method,
  hasMethods,
  whyNoPing,
  signIn: starter,
  onReplace,
  onRevoke,
  onRemove
}: {
  connection: ListedTestConnection
  /** Id of the element with the reason why the connection cannot be pinged; null if it can. */
  whyNoPing: string | null
  /** Authentication method of the connection; null if the connector no longer has this method. */
  method: MethodForm | null
  /** True if the connector has several methods. */
  hasMethods: boolean
  signIn: SignInStarter
  onReplace: () => void
  /** Revokes the connection; null if the connector does not support this. */
  onRevoke: (() => void) | null
  onRemove: () => void
}) => {
  const trpc = useTrpc()
  const notifier = useNotifier()
  const signIn = method?.signsIn === true ? starter : null
  const asksValues = hasMethods || method === null || method.fields.length > 0 || method.scopes.length > 0
  const ping = useMutation(trpc.testConnections.ping.mutationOptions())
  const [result, setResult] = useState<PingResult | null>(null)

  const sendPing = async (): Promise<void> => {
    try {
      setResult(pingResultOf(await ping.mutateAsync({ connectionId })))
    } catch (thrown) {
      setResult({ ok: false, why: faultOf(thrown).message, answer: null, at: 0 })
    }
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-48 grow basis-0">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate text-label">{name}</span>
          {signIn !== null && <AuthorizationBadge authorization={authorization} />}
        </p>
        <p className="text-small text-ink-3">
          {hasMethods && method !== null && `${method.name ?? kindLabels[method.kind]} · `}
          Created {dayTime(createdAt)}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1">
        {signIn !== null && (
          <Button
            look={authorization?.is === 'signed-in' ? 'plain' : 'primary'}
            icon={<LogIn aria-hidden className="size-4" strokeWidth={1.75} />}
            aria-label={`${signInVerb(authorization)}: ${name}`}
            busy={signIn.isBusy}
            onClick={() => notifier.ifFails(signIn.begin(connectionId))}
          >
            {signInVerb(authorization)}
          </Button>
        )}
        <Button
          icon={<Activity aria-hidden className="size-4" strokeWidth={1.75} />}
          aria-label={`Ping ${name}`}
          busy={ping.isPending}
          disabled={whyNoPing !== null}
          aria-describedby={whyNoPing ?? undefined}
          onClick={() => void sendPing()}
        >
          Ping
        </Button>
        {asksValues && (
          <IconButton
            label={`Replace the values of ${name}`}
            tip="Replace the values"
            icon={<KeyRound aria-hidden />}
            onClick={onReplace}
          />
        )}
        {onRevoke !== null && (
          <IconButton
            label={`Revoke ${name}`}
            tip="Revoke"
            icon={<ShieldOff aria-hidden />}
            onClick={onRevoke}
          />
        )}
        <IconButton
          look="danger"
          label={`Delete ${name}`}
          tip="Delete"
          icon={<Trash2 aria-hidden />}
          onClick={onRemove}
        />
      </div>
      {method === null && (
        <p className="m-0 w-full text-small text-ink-2">
          The connector no longer has the authentication method of this connection. Replace the values of the
          connection and choose another method.
        </p>
      )}
      {signIn !== null && authorization?.is === 'lost' && result === null && (
        <p className="m-0 w-full text-small text-ink-2">{authorization.why}</p>
      )}
      <div role="status" aria-label={`Result of pinging ${name}`} className="w-full empty:hidden">
        {result !== null && !ping.isPending && <Result result={result} />}
      </div>
    </li>
  )
}
