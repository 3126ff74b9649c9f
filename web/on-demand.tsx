import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { say } from './words.ts';

/** A part of the screen that is fetched, with its own words, when it is first shown. */
export function onDemand<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  const part = signal<FunctionComponent<Props> | null>(null);
  const failed = signal(false);
  return props => {
    useEffect(() => {
      if (part.value) return;
      failed.value = false;
      load().then(
        loaded => {
          part.value = loaded;
        },
        () => {
          failed.value = true;
        },
      );
    }, []);
    const Part = part.value;
    if (Part) return <Part {...props} />;
    return <p class="nothing">{say(failed.value ? 'failed' : 'loading')}</p>;
  };
}
