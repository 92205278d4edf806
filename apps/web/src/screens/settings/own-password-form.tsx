import { Button, Notice, TextField } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { faultOf, type PageFault } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { isFocusLost } from '../../kit/page/focus-heading.ts'
import { isShownInBanner, useNotifier } from '../../kit/page/use-notifier.ts'
import { firstWrong, nothingTyped, type OwnPassword, refusedAt, validateOwnPassword } from './own-password.ts'

/** Form to change the member's own password. An error appears at its field, which gets the focus. */
export const OwnPasswordForm = ({ name }: { name: string }) => {
  const notifier = useNotifier()
  const trpc = useTrpc()
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: trpc.apiKeys.pathKey() })
  const change = useMutation(trpc.people.changeOwnPassword.mutationOptions({ onSuccess }))
  const [typed, setTyped] = useState(nothingTyped)
  const [touched, setTouched] = useState(false)
  const [refusal, setRefusal] = useState<PageFault | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const errors = validateOwnPassword(typed)
  const refused = refusedAt(refusal)
  const isElsewhere = refusal !== null && firstWrong(refused) === null && !isShownInBanner(refusal.code)

  const select = (field: keyof OwnPassword): void => {
    const input = form.current?.querySelector<HTMLInputElement>(`input[name=${field}]`)
    input?.focus()
    input?.select()
  }

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (change.isPending) return
    setTouched(true)
    setRefusal(null)
    const wrong = firstWrong(errors)
    if (wrong !== null) return select(wrong)
    try {
      await change.mutateAsync({ currentPassword: typed.current, newPassword: typed.next })
      setTyped(nothingTyped)
      setTouched(false)
      notifier.done('Your password was changed. Your other sessions were ended and your API keys revoked.')
    } catch (thrown) {
      const fault = faultOf(thrown)
      setRefusal(fault)
      const at = firstWrong(refusedAt(fault))
      // The answer may take its time; who does something else by then is left alone.
      const isHere = isFocusLost() || form.current?.contains(document.activeElement) === true
      if (at !== null && isHere) select(at)
    }
  }

  const fieldOf = (field: keyof OwnPassword) => ({
    name: field,
    type: 'password',
    required: true,
    className: 'max-w-104',
    value: typed[field],
    onValueChange: (value: string) => setTyped(before => ({ ...before, [field]: value })),
    error: touched ? (errors[field] ?? refused[field]) : null
  })

  return (
    <form ref={form} noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {isElsewhere && <Notice tone="err">{refusal.message}</Notice>}
      {/* For what keeps passwords, so that it knows whose this one is. */}
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <TextField label="Current password" autoComplete="current-password" {...fieldOf('current')} />
      <TextField
        label="New password"
        description="At least 12 characters. Four unrelated words make a good password."
        autoComplete="new-password"
        {...fieldOf('next')}
      />
      <TextField label="Confirm new password" autoComplete="new-password" {...fieldOf('again')} />
      <Button type="submit" look="primary" className="self-start" busy={change.isPending}>
        Change password
      </Button>
    </form>
  )
}
