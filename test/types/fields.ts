import { choice, money, record, text, when } from '../../nodes/Keap/descriptor/field';
import { enumeration } from '../../nodes/Keap/descriptor/enumeration';
import { tags } from '../../nodes/Keap/resources/tag';

/** Mistakes in an input that the compiler must refuse; see collections.ts. */

const color = choice('color', 'Color', [
	{ name: 'Blue', value: 'blue' },
	{ name: 'Red', value: 'red' },
]);

when(color, 'blue');
when(color, 'blue', 'red');
// @ts-expect-error the choice has no such value
when(color, 'green');
// @ts-expect-error one of them is none of its values
when(color, 'blue', 'green');
// @ts-expect-error what isn't a choice has no values
when(text('name', 'Name'), 'blue');

const days = choice('days', 'Days', [{ name: 'One', value: 1 }]);
when(days, 1);
// @ts-expect-error the values are numbers
when(days, '1');

const size = choice('size', 'Size', enumeration(['SMALL', 'LARGE']));
when(size, 'LARGE');
// @ts-expect-error none of the values that Keap has
when(size, 'HUGE');
enumeration(['SMALL', 'LARGE'], { LARGE: 'Big' });
// @ts-expect-error a name for a value that isn't there
enumeration(['SMALL', 'LARGE'], { HUGE: 'Huge' });

money('price', 'Price', 'cents');
// @ts-expect-error every endpoint has a unit for its amounts
money('price', 'Price');
// @ts-expect-error and only these two
money('price', 'Price', 'euros');

record(tags, { description: 'The first tag' });
// @ts-expect-error a collection is meant, not its name
record('tags');
// @ts-expect-error inputs have no such place
text('name', 'Name', { in: 'header' });
