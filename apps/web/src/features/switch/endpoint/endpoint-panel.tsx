import type { Id } from '@hookwright/model'
import { AlertDialog, Button, Notice, Spinner } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Eye, EyeOff, RefreshCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { secondTime } from '../../../kit/page/clock-time.ts'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import type { EndpointSummary } from '../api-types.ts'
import { CopyFetched } from '../copy-fetched.tsx'
import { curlLines } from './curl-line.ts'
import { useEndpointTexts } from './endpoint-address.tsx'

const HIDDEN = '••••••••'

type Security = NonNullable<EndpointSummary['security']>

/** Describes which calls the endpoint accepts: “Anyone who knows the address can start the flow.” */
const saySecurity = (security: Security): string => {
  switch (security.is) {
    case 'open':
      return 'Anyone who knows the address can start the flow.'
    case 'secret':
      return `Each call must send the secret in the header ${security.header}${security.prefix === '' ? '' : `, after “${security.prefix.trim()}”`}.`
    case 'hmac':
      return `Each call must send the header ${security.header} with sha256=HEX, the HMAC-SHA256 of the body with the secret as the key.`
    case 'standard-webhooks':
      return 'Each call must be signed with the secret according to Standard Webhooks.'
  }
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="flex min-w-0 flex-col gap-1.5">
    <h3 className="m-0 text-label text-ink">{title}</h3>
    {children}
  </section>
)

const codeClass = 'min-w-0 grow rounded-xs bg-sunken px-2 py-1.5 font-code text-small break-all'

/** Button that replaces the address or the secret after a confirmation. */
const Renew = ({
  label,
  question,
  children,
  busy,
  onRenew
}: {
  label: string
  question: string
  /** Warning in the confirmation dialog: what happens once the address or secret is replaced. */
  children: string
  busy: boolean
  onRenew: () => Promise<unknown>
}) => {
  const [asks, setAsks] = useState(false)
  return (
    <>
      <Button
        size="card"
        icon={<RefreshCw aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => setAsks(true)}
      >
        {label}
      </Button>
      <AlertDialog
        open={asks}
        onOpenChange={setAsks}
        title={question}
        confirm={label}
        busy={busy}
        onConfirm={() => void onRenew().finally(() => setAsks(false))}
      >
        {children}
      </AlertDialog>
    </>
  )
}

const SecretPart = ({ flowId, security }: { flowId: Id; security: Security }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const texts = useEndpointTexts(flowId)
  const [shown, setShown] = useState<string | null>(null)
  const renew = useMutation(
    trpc.apiEndpoints.renewSecret.mutationOptions({
      onError: notifier.failed,
      onSuccess: () => {
        setShown(null)
        notifier.done('The secret was replaced. Share the new secret with the callers.')
        return queries.invalidateQueries({ queryKey: trpc.apiEndpoints.pathKey() })
      }
    })
  )
  const show = async (): Promise<void> => setShown(await texts.secret())
  return (
    <Part title="Secret">
      <p className="m-0 text-body text-ink-2">{saySecurity(security)}</p>
      <div className="flex items-center gap-2">
        <code className={codeClass}>{shown ?? HIDDEN}</code>
        <CopyFetched label="Copy secret" done="Secret copied." fetchText={texts.secret} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="card"
          icon={
            shown === null ? (
              <Eye aria-hidden className="size-4" />
            ) : (
              <EyeOff aria-hidden className="size-4" />
            )
          }
          onClick={() => (shown === null ? notifier.ifFails(show()) : setShown(null))}
        >
          {shown === null ? 'Show secret' : 'Hide secret'}
        </Button>
        <Renew
          label="Replace secret"
          question="Replace the secret?"
          busy={renew.isPending}
          onRenew={() => renew.mutateAsync({ flowId }).catch(() => {})}
        >
          Calls with the current secret will be refused. This cannot be undone.
        </Renew>
      </div>
    </Part>
  )
}

/** Panel of an API endpoint: address, secret, curl command and last call, as of the running revision. */
export const EndpointPanel = ({ flowId }: { flowId: Id }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const texts = useEndpointTexts(flowId)
  const { data, error } = useQuery(trpc.apiEndpoints.summary.queryOptions({ flowId }, { retry: false }))
  const renew = useMutation(
    trpc.apiEndpoints.renewAddress.mutationOptions({
      onError: notifier.failed,
      onSuccess: () => {
        notifier.done('The address was replaced. Share the new address with the callers.')
        return queries.invalidateQueries({ queryKey: trpc.apiEndpoints.pathKey() })
      }
    })
  )
  if (data === undefined) {
    if (error === null) return <Spinner />
    const { code, message } = faultOf(error)
    return code === 'endpoint.none' ? (
      <Notice tone="info">Turn the flow on to create the address. The address does not change later.</Notice>
    ) : (
      <Notice tone="err">{message}</Notice>
    )
  }
  const { tail, security, methods, lastCall } = data
  const masked = `…/a/…${tail}`
  const copyCurl = async (of: Security): Promise<string> =>
    curlLines({
      url: await texts.url(),
      secret: of.is === 'open' ? '' : await texts.secret(),
      security: of
    })
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Part title="Address">
        <div className="flex items-center gap-2">
          <code className={codeClass}>{masked}</code>
          <CopyFetched label="Copy address" done="Address copied." fetchText={texts.url} />
        </div>
        <p className="m-0 text-body text-ink-2">
          {security === null
            ? 'The flow is off, so calls get 404. The address stays the same when you turn it on again.'
            : `Accepts ${methods.join(' and ')}.${security.is === 'open' ? ` ${saySecurity(security)}` : ''}`}
        </p>
        <div>
          <Renew
            label="Replace address"
            question="Replace the address?"
            busy={renew.isPending}
            onRenew={() => renew.mutateAsync({ flowId }).catch(() => {})}
          >
            Calls to the current address will get 404. This cannot be undone.
          </Renew>
        </div>
      </Part>
      {security !== null && security.is !== 'open' && <SecretPart flowId={flowId} security={security} />}
      {security !== null && (
        <Part title="Try it">
          <div className="flex items-start gap-2">
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
              tabIndex={0}
              className={`${codeClass} m-0 max-h-40 overflow-auto whitespace-pre-wrap`}
            >
              {curlLines({ url: masked, secret: HIDDEN, security })}
            </pre>
            <CopyFetched
              label="Copy curl command"
              done="Curl command copied."
              fetchText={() => copyCurl(security)}
            />
          </div>
          <p className="m-0 text-small text-ink-3">
            {security.is === 'open'
              ? 'The copied command contains the whole address.'
              : 'The copied command contains the whole address and the secret.'}
          </p>
        </Part>
      )}
      <Part title="Last call">
        {lastCall === null ? (
          <p className="m-0 text-body text-ink-2">No call yet.</p>
        ) : (
          <Link
            to="/deliveries/$deliveryId"
            params={{ deliveryId: lastCall.deliveryId }}
            className="self-start text-body text-accent-text underline"
          >
            {secondTime(lastCall.at)}
          </Link>
        )}
      </Part>
    </div>
  )
}
