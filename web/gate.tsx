import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { sentenceOf } from './ask-server.ts';

/** A page with one thing to do: signing in, or opening a covered screen again. */
export function Gate({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="gate">
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** A form that sends what it holds, and says what was wrong. */
export function GateForm(props: {
  submit: string;
  send: (fields: Record<string, string>) => Promise<void>;
  children: ComponentChildren;
}) {
  const wrong = useSignal('');
  const busy = useSignal(false);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    busy.value = true;
    wrong.value = '';
    try {
      await props.send(Object.fromEntries(new FormData(form)) as Record<string, string>);
    } catch (error) {
      wrong.value = sentenceOf(error);
      form.querySelector('input')?.focus();
    } finally {
      busy.value = false;
    }
  };
  return (
    <form onSubmit={onSubmit}>
      {props.children}
      <p class="wrong" role="alert">
        {wrong.value}
      </p>
      <button type="submit" class="main" aria-disabled={busy.value}>
        {props.submit}
      </button>
    </form>
  );
}

export function Field(props: {
  label: string;
  name: string;
  how?: string;
  type?: 'text' | 'email' | 'password';
  autoComplete?: string;
  inputMode?: 'numeric' | 'email';
  /** What stands there to begin with. */
  value?: string;
  optional?: boolean;
  first?: boolean;
}) {
  const { label, how, first, optional, value, type = 'text', ...input } = props;
  const field = useRef<HTMLInputElement>(null);
  // The attribute works once a page; each step has its own first field. Before it is painted, so that no key is lost.
  useLayoutEffect(() => {
    if (first) field.current?.focus();
  }, [first]);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        {...input}
        type={type as 'text'}
        required={!optional}
        defaultValue={value}
        ref={field}
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={how ? `how-${props.name}` : undefined}
      />
      {how && <small id={`how-${props.name}`}>{how}</small>}
    </label>
  );
}
