import { asSentence } from '@hookwright/model'
import { AlertDialog, Button, Dialog, IconButton, Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Activity, LogIn, Pencil, ShieldOff, Trash2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { dayTime, minuteTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { useSignInStarter } from '../../kit/page/use-sign-in-starter.ts'
import { formatSignIn } from '../connectors/authentication/kind-labels.ts'
import { AuthorizationBadge, signInVerb } from '../connectors/authorization-badge.tsx'
import { formatDeletion, formatDeletionEffect, formatRevocation } from '../connectors/format-revocation.ts'
import { ValuesForm } from '../connectors/test-connections/values-form.tsx'
import { ConnectionAccess } from './connection-access.tsx'
import { ConnectionUsers } from './connection-users.tsx'
import {
  formatEnd,
  formatReplaceAdvice,
  formatUsingFlows,
  type ListedConnection,
  missingScopesOf,
  nearEndOf
} from './format-connection.ts'
import { HandOverConnection } from './hand-over-connection.tsx'
import { Heading, Line } from './panel-parts.tsx'
import { RenameConnection } from './rename-connection.tsx'
import { ShareConnection } from './share-connection.tsx'
import type { useConnections } from './use-connections.ts'

type Acts = Omit<ReturnType<typeof useConnections>, 'connections'>

/** Notice about the last ping of a connection, if it failed. */
const CheckNotice = ({ check, access }: Pick<ListedConnection, 'check' | 'access'>) =>
  check === null || check.fault === null ? null : (
    <Notice tone="err">
      {asSentence(check.fault.message)}{' '}
      {formatReplaceAdvice(access, 'Replace the values if the credentials have changed at the service.')}
    </Notice>
  )

/** Detail panel of a connection: its status, the flows that use it, and its actions. */
export const ConnectionPanel = ({
  connection,
  acts,
  onClose,
  onRemoved
}: {
  connection: ListedConnection
  acts: Acts
  onClose: () => void
  onRemoved: () => void
}) => {
  const { id: connectionId, name, connectorId, connectorName, kind, users, check, mayPing } = connection
  const { authorization, asksValues, mayRevoke, methodName, isMethodGone, access } = connection
  const isOwn = access === 'own'
  const now = Date.now()
  const endsAt = nearEndOf(connection, now)
  const lack = missingScopesOf(connection)
  const isAdmin = usePerson().role === 'admin'
  const signsIn = kind === 'authorization-code'
  const trpc = useTrpc()
  const notifier = useNotifier()
  const signIn = useSignInStarter('user')
  const heading = useRef<HTMLHeadingElement>(null)
  const [open, setOpen] = useState<'rename' | 'values' | 'revoke' | 'remove' | 'share' | 'hand-over' | null>(
    null
  )
  const [refused, setRefused] = useState<string | null>(null)
  const close = (): void => setOpen(null)
  const form = useQuery({
    ...trpc.connections.form.queryOptions({ connectorId }),
    enabled: open === 'values',
    staleTime: 0
  })
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])

  const ping = (): void => {
    setRefused(null)
    acts.ping.mutate({ connectionId }, { onError: thrown => setRefused(faultOf(thrown).message) })
  }
  const remove = async (): Promise<void> => {
    try {
      const { message, isWarning } = formatDeletion(name, await acts.remove.mutateAsync({ connectionId }))
      if (isWarning) notifier.warns(message)
      else notifier.done(message)
      onRemoved()
    } catch (thrown) {
      setRefused(faultOf(thrown).message)
    }
    close()
  }

  const revoke = async (): Promise<void> => {
    setRefused(null)
    try {
      const { message, isWarning } = formatRevocation(name, await acts.revoke.mutateAsync({ connectionId }))
      if (isWarning) setRefused(message)
      else notifier.done(message)
    } catch (thrown) {
      setRefused(faultOf(thrown).message)
    }
    close()
  }

  return (
    <aside
      aria-label={`Connection ${name}`}
      className="flex w-90 shrink-0 flex-col border-l border-line bg-surface max-lg:w-full max-lg:border-l-0"
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented && open === null) onClose()
      }}
    >
      <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto p-5 max-md:p-4">
        <div className="flex items-start gap-3">
          <ConnectorMark connectorId={connectorId} name={connectorName} />
          <div className="min-w-0 grow">
            <h2
              ref={heading}
              tabIndex={-1}
              className="m-0 text-h2 text-ink outline-none [overflow-wrap:anywhere] focus-visible:shadow-none"
            >
              {name}
            </h2>
            <p className="m-0 text-small text-ink-2">{connectorName}</p>
          </div>
          {isOwn && (
            <IconButton
              size="small"
              label="Rename the connection"
              icon={<Pencil aria-hidden />}
              onClick={() => setOpen('rename')}
            />
          )}
          <IconButton size="small" label="Close the details" icon={<X aria-hidden />} onClick={onClose} />
        </div>
        {isMethodGone && (
          <Notice tone="err">
            {connectorName} no longer has the authentication method of this connection.{' '}
            {formatReplaceAdvice(access, 'Replace the values of the connection and choose another method.')}
          </Notice>
        )}
        {authorization?.is === 'lost' && (
          <Notice tone="err">
            {authorization.why}{' '}
            {isOwn ? 'Reconnect the connection to continue.' : 'Ask the owner to reconnect the connection.'}
          </Notice>
        )}
        {lack !== null && (
          <Notice tone="warn">
            {connectorName} requires more access: <span className="font-code">{lack}</span>.{' '}
            {isOwn
              ? 'Reconnect the connection to grant this access.'
              : 'Ask the owner to reconnect the connection.'}
          </Notice>
        )}
        {endsAt !== null && (
          <Notice tone="warn">
            The access {formatEnd(endsAt, now)} ({minuteTime(endsAt)}) and cannot be refreshed.{' '}
            {isOwn ? 'Reconnect before then' : 'Ask its owner to reconnect it before then'}
            {users.length === 0 ? '.' : `, so that ${formatUsingFlows(users.length)} can keep running.`}
          </Notice>
        )}
        <div className="flex flex-wrap gap-2">
          {isOwn && signsIn && (
            <Button
              look={
                authorization?.is === 'signed-in' && endsAt === null && lack === null ? 'plain' : 'primary'
              }
              className="grow"
              icon={<LogIn aria-hidden className="size-4" strokeWidth={1.75} />}
              busy={signIn.isBusy}
              onClick={() => notifier.ifFails(signIn.begin(connectionId))}
            >
              {signInVerb(authorization)}
            </Button>
          )}
          {isOwn && asksValues && (
            <Button className={signsIn ? undefined : 'grow'} onClick={() => setOpen('values')}>
              Replace values
            </Button>
          )}
          <Button
            icon={<Activity aria-hidden className="size-4" strokeWidth={1.75} />}
            busy={acts.ping.isPending}
            disabled={!mayPing}
            aria-describedby={mayPing ? undefined : 'why-no-check'}
            onClick={ping}
          >
            Check now
          </Button>
        </div>
        {/* Results of actions come below their buttons, and what is deleted stands at the foot: neither moves under a pointer. */}
        {refused !== null && <Notice tone="err">{refused}</Notice>}
        {authorization?.is !== 'lost' && <CheckNotice check={check} access={access} />}
        {!mayPing && (
          <p id="why-no-check" className="m-0 text-small text-ink-3">
            {connectorName} has no Authping flow, so its connections cannot be checked.
          </p>
        )}
        <ConnectionUsers users={users} access={access} />
        <ConnectionAccess
          connection={connection}
          isAdmin={isAdmin}
          onShare={() => setOpen('share')}
          onHandOver={() => setOpen('hand-over')}
        />
        <section aria-label="Sign-in">
          <Heading>Sign-in</Heading>
          <dl className="m-0">
            <Line label="Method">
              {isMethodGone ? 'Removed' : kind === null ? 'Not deployed' : (methodName ?? formatSignIn(kind))}
            </Line>
            {signsIn && (
              <Line label="Status">
                <AuthorizationBadge authorization={authorization} />
              </Line>
            )}
            {authorization?.is === 'signed-in' && (
              <Line label="Tokens issued">{minuteTime(authorization.at)}</Line>
            )}
            {authorization?.is === 'signed-in' && authorization.endsAt !== undefined && (
              <Line label="Expires">{minuteTime(authorization.endsAt)}</Line>
            )}
            <Line label="Created">{dayTime(connection.createdAt)}</Line>
            <Line label="Checked">
              <span role="status">
                {check === null
                  ? 'Not yet'
                  : `${check.fault === null ? 'Works' : 'Failed'}, ${minuteTime(check.at)}`}
              </span>
            </Line>
          </dl>
        </section>
      </div>
      {isOwn && (
        <div className="flex shrink-0 flex-wrap items-center gap-3 border-t border-line px-5 py-3 max-md:px-4">
          <Button
            icon={<Trash2 aria-hidden className="size-4" strokeWidth={1.75} />}
            onClick={() => setOpen('remove')}
          >
            Delete
          </Button>
          {mayRevoke && (
            <Button
              icon={<ShieldOff aria-hidden className="size-4" strokeWidth={1.75} />}
              onClick={() => setOpen('revoke')}
            >
              Revoke
            </Button>
          )}
          {users.length > 0 && (
            <span className="text-small text-ink-3">Used by {formatUsingFlows(users.length)}</span>
          )}
        </div>
      )}
      <ShareConnection
        connection={connection}
        open={open === 'share'}
        save={async targets => {
          await acts.share.mutateAsync({ connectionId, targets })
          notifier.done(`The sharing of “${name}” was changed.`)
        }}
        onClose={close}
      />
      <HandOverConnection
        connection={connection}
        open={open === 'hand-over'}
        handOver={async personId => {
          await acts.handOver.mutateAsync({ connectionId, personId })
          notifier.done(`“${name}” was handed over.`)
        }}
        onClose={close}
      />
      <RenameConnection
        name={name}
        open={open === 'rename'}
        rename={async next => {
          await acts.rename.mutateAsync({ connectionId, name: next })
        }}
        onClose={close}
      />
      <Dialog
        open={open === 'values' && !form.isPending}
        onOpenChange={close}
        title="Replace the values"
        description="Stored values are never shown. Enter all of them again; flows that are on use the new values immediately."
      >
        {form.error !== null && <Notice tone="err">{faultOf(form.error).message}</Notice>}
        {form.data !== undefined && (
          <ValuesForm
            form={form.data}
            withName={false}
            verb="Replace"
            methodId={connection.methodId}
            onSubmit={async ({ methodId, values }, { signsIn: isSignInNeeded }) => {
              await acts.replaceValues.mutateAsync({ connectionId, methodId, values })
              notifier.done(`The values of “${name}” were replaced.`)
              if (isSignInNeeded) notifier.ifFails(signIn.begin(connectionId))
            }}
            onDone={close}
          />
        )}
      </Dialog>
      <AlertDialog
        open={open === 'remove'}
        onOpenChange={close}
        title={`Delete “${name}”?`}
        confirm="Delete"
        busy={acts.remove.isPending}
        onConfirm={() => void remove()}
      >
        {formatDeletionEffect(mayRevoke)}
      </AlertDialog>
      <AlertDialog
        open={open === 'revoke'}
        onOpenChange={close}
        title={`Revoke “${name}”?`}
        confirm="Revoke"
        busy={acts.revoke.isPending}
        onConfirm={() => void revoke()}
      >
        The access will be revoked at the service. Flows that use this connection will fail until you
        reconnect it.
      </AlertDialog>
    </aside>
  )
}
