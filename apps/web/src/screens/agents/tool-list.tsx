import { AlertDialog, Badge, Button, Dialog, Switch } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import type { ExposedTool, FixedValuesOfTool } from './api-types.ts'
import { formatFixed } from './format-call.ts'

/** Form to change a tool. It is loaded when opened, since it needs the code of the cards. */
const ChangeForm = lazy(async () => ({ default: (await import('./change-form.tsx')).ChangeForm }))

const effects = {
  reads: 'Only reads data',
  adds: 'Only adds data',
  changes: 'Changes or deletes data'
} as const

const Row = ({
  tool,
  onAsk,
  onChange,
  onHide
}: {
  tool: ExposedTool
  onAsk: (asksFirst: boolean) => void
  onChange: () => void
  onHide: () => void
}) => {
  const { name, flowId, connectorName, actionName, connectionName, effect, fixed, isOn } = tool
  const title = `${connectorName}: ${actionName}`
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="flex min-w-0 grow basis-60 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            to="/flows/$flowId"
            params={{ flowId }}
            className="rounded-xs text-label text-ink wrap-anywhere hover:underline"
          >
            {title}
          </Link>
          {!isOn && <Badge tone="warn">Off</Badge>}
        </span>
        <span className="text-small wrap-anywhere text-ink-3">
          <span className="font-code">{name}</span>
          {connectionName !== null && ` · ${connectionName}`}
          {effect !== null && ` · ${effects[effect]}`}
        </span>
        {fixed.length > 0 && (
          <span className="text-small wrap-anywhere text-ink-2">Fixed: {formatFixed(fixed)}</span>
        )}
      </div>
      <span className="ml-auto flex shrink-0 items-center gap-4">
        <Switch label="Ask me first" checked={tool.asksFirst} onCheckedChange={onAsk} />
        <Button size="card" aria-label={`Fixed values of ${title}`} onClick={onChange}>
          Fixed values
        </Button>
        <Button size="card" aria-label={`Hide ${title}`} onClick={onHide}>
          Hide
        </Button>
      </span>
    </li>
  )
}

/** List of the tools that the person exposes to their agents. */
export const ToolList = ({ tools }: { tools: readonly ExposedTool[] }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.agents.pathKey() })
  const setApproval = useMutation(trpc.agents.setApproval.mutationOptions({ onSettled }))
  const hide = useMutation(trpc.agents.hide.mutationOptions({ onSettled }))
  const fix = useMutation(trpc.agents.fix.mutationOptions({ onSettled }))
  const [hidden, setHidden] = useState<ExposedTool | null>(null)
  const [changed, setChanged] = useState<ExposedTool | null>(null)
  const change = async ({ id: toolId, actionName }: ExposedTool, fixed: FixedValuesOfTool): Promise<void> => {
    await fix.mutateAsync({ toolId, fixed })
    setChanged(null)
    notifier.done(`The fixed values of “${actionName}” apply starting with the next call.`)
  }
  const end = async ({ id: toolId, actionName }: ExposedTool): Promise<void> => {
    await hide.mutateAsync({ toolId })
    setHidden(null)
    notifier.done(`“${actionName}” is no longer a tool.`)
  }
  return (
    <>
      <ul aria-label="Tools" className="m-0 flex list-none flex-col p-0">
        {tools.map(tool => (
          <Row
            key={tool.id}
            tool={tool}
            onAsk={asksFirst => notifier.ifFails(setApproval.mutateAsync({ toolId: tool.id, asksFirst }))}
            onChange={() => setChanged(tool)}
            onHide={() => setHidden(tool)}
          />
        ))}
      </ul>
      <Dialog
        open={changed !== null}
        onOpenChange={() => setChanged(null)}
        title={`Fixed values of “${changed?.actionName ?? ''}”`}
      >
        {changed !== null && (
          <Suspense fallback={<Loading />}>
            <ChangeForm
              tool={changed}
              onSubmit={fixed => change(changed, fixed)}
              onDone={() => setChanged(null)}
            />
          </Suspense>
        )}
      </Dialog>
      <AlertDialog
        open={hidden !== null}
        onOpenChange={() => setHidden(null)}
        title={`Hide “${hidden?.actionName ?? ''}”?`}
        confirm="Hide"
        busy={hide.isPending}
        onConfirm={() => hidden !== null && notifier.ifFails(end(hidden))}
      >
        Agents will no longer be able to call this tool, and calls that wait for approval are cancelled. The
        flow of the tool is turned off, and its history is kept.
      </AlertDialog>
    </>
  )
}
