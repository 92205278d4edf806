import type { FormField } from './form-fields.ts'

/** Table of a form's fields, in the order of the form. */
export const FormTable = ({ fields }: { fields: FormField[] }) =>
  fields.length === 0 ? (
    <p className="text-body text-ink-2">The form has no fields.</p>
  ) : (
    <table aria-label="Form" className="w-full table-fixed border-collapse text-left font-code text-small">
      <thead className="text-ink-3">
        <tr className="border-b border-line">
          <th scope="col" className="w-2/5 py-1 pr-3 font-normal">
            Field
          </th>
          <th scope="col" className="py-1 font-normal">
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, value, file }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same field may come several times, in this order.
          <tr key={index} className="border-b border-line align-top">
            <th scope="row" className="py-1 pr-3 font-normal break-all text-ink-2">
              {name}
            </th>
            <td className="py-1 break-words whitespace-pre-wrap text-ink">
              {value}
              {file !== null && <span className="block font-ui text-small text-ink-3">A file: {file}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
