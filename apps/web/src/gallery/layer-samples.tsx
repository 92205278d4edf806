import {
  AlertDialog,
  Button,
  ContextMenu,
  Dialog,
  Menu,
  type MenuGroups,
  Picker,
  Popover,
  SortableList,
  Splitter,
  Tabs,
  TextField,
  useToasts
} from '@hookwright/ui'
import { Copy, Trash2 } from 'lucide-react'
import { Controlled, type Sample } from './sample.tsx'

const nothing = (): void => {}

const groups: MenuGroups = [
  [
    { id: 'copy', label: 'Duplicate', icon: <Copy aria-hidden />, shortcut: 'Ctrl D', run: nothing },
    { id: 'move', label: 'Move', disabled: 'The start card cannot be moved.', run: nothing }
  ],
  [{ id: 'remove', label: 'Delete', icon: <Trash2 aria-hidden />, danger: true, run: nothing }]
]

const events = [
  { value: 'created', label: 'Person created' },
  { value: 'changed', label: 'Person changed' }
] as const

const ToastButtons = () => {
  const toasts = useToasts()
  return (
    <div className="flex flex-wrap gap-2">
      {(['ok', 'info', 'err'] as const).map(tone => (
        <Button
          key={tone}
          onClick={() =>
            toasts.show({ say: 'The card was deleted.', tone, action: { label: 'Undo', run: nothing } })
          }
        >
          Show {tone}
        </Button>
      ))}
    </div>
  )
}

/** Samples of overlay and layout components. */
export const layerSamples: readonly Sample[] = [
  {
    name: 'Dialog',
    states: [
      {
        title: 'opened by a button',
        node: (
          <Controlled initial={false}>
            {(open, setOpen) => (
              <>
                <Button onClick={() => setOpen(true)}>Open dialog</Button>
                <Dialog
                  open={open}
                  onOpenChange={setOpen}
                  title="Rename connection"
                  description="Flows keep using the connection under its new name."
                  foot={<Button look="primary">Rename</Button>}
                >
                  <TextField label="Name" defaultValue="Acme HR, production" />
                </Dialog>
              </>
            )}
          </Controlled>
        )
      }
    ]
  },
  {
    name: 'AlertDialog',
    states: (['danger', 'primary'] as const).map(look => ({
      title: look,
      node: (
        <Controlled initial={false}>
          {(open, setOpen) => (
            <>
              <Button onClick={() => setOpen(true)}>Open question</Button>
              <AlertDialog
                open={open}
                onOpenChange={setOpen}
                look={look}
                title="Delete this flow?"
                confirm="Delete"
                onConfirm={() => setOpen(false)}
              >
                The runs of the flow are deleted too. This cannot be undone.
              </AlertDialog>
            </>
          )}
        </Controlled>
      )
    }))
  },
  {
    name: 'Menu',
    states: [{ title: 'behind a button', node: <Menu trigger={<Button>More</Button>} groups={groups} /> }]
  },
  {
    name: 'ContextMenu',
    states: [
      {
        title: 'on an area',
        node: (
          <ContextMenu groups={groups}>
            <div className="rounded-s border border-line-strong p-4 text-body text-ink-2">
              Right-click here
            </div>
          </ContextMenu>
        )
      }
    ]
  },
  {
    name: 'Popover',
    states: [
      {
        title: 'behind a button',
        node: (
          <Popover trigger={<Button>Details</Button>} title="Event URL">
            <p className="m-0 text-body text-ink-2">Requests to this URL start the flow.</p>
          </Popover>
        )
      }
    ]
  },
  {
    name: 'Picker',
    states: [
      {
        title: 'with choices',
        node: (
          <Controlled<'created' | 'changed' | null> initial={null}>
            {(value, setValue) => (
              <Picker
                label="Event"
                trigger={<Button>{value ?? 'Choose an event'}</Button>}
                choices={events}
                value={value}
                onValueChange={setValue}
                none="This connector has no events."
              />
            )}
          </Controlled>
        )
      }
    ]
  },
  {
    name: 'Tabs',
    states: [
      {
        title: 'two views',
        node: (
          <Controlled<'request' | 'response'> initial="request">
            {(value, setValue) => (
              <Tabs
                label="Views"
                tabs={[
                  { value: 'request', label: 'Request', panel: <p className="text-body">POST /hooks</p> },
                  { value: 'response', label: 'Response', panel: <p className="text-body">201 Created</p> }
                ]}
                value={value}
                onValueChange={setValue}
              />
            )}
          </Controlled>
        )
      }
    ]
  },
  {
    name: 'SortableList',
    states: [
      {
        title: 'three items',
        node: (
          <Controlled initial={['First name', 'Last name', 'Team']}>
            {(names, setNames) => (
              <SortableList
                label="Outputs"
                items={names.map(id => ({ id }))}
                nameOf={({ id }) => id}
                onMove={(id, to) => {
                  const others = names.filter(name => name !== id)
                  setNames([...others.slice(0, to), id, ...others.slice(to)])
                }}
              >
                {({ id }, grip) => (
                  <span className="flex items-center gap-2 text-body text-ink">
                    {grip}
                    {id}
                  </span>
                )}
              </SortableList>
            )}
          </Controlled>
        )
      }
    ]
  },
  {
    name: 'Splitter',
    states: [
      {
        title: 'at the right edge',
        node: (
          <Controlled initial={160}>
            {(size, setSize) => (
              <div className="relative h-20 border border-line bg-sunken" style={{ width: size }}>
                <Splitter
                  {...{ label: 'Width', edge: 'right', size, least: 80, most: 320 }}
                  onSize={setSize}
                  onReset={() => setSize(160)}
                />
              </div>
            )}
          </Controlled>
        )
      }
    ]
  },
  { name: 'ToastProvider', states: [{ title: 'toasts', node: <ToastButtons /> }] },
  {
    name: 'TooltipProvider',
    states: [
      {
        title: 'around this page',
        node: <p className="m-0 text-body text-ink-2">Shown in the Tooltip section.</p>
      }
    ]
  }
]
