"""Drives `wattsplit cloud serve` with Triton's client: HOST:PORT, the name of a network's tail. Ends with 1 on a failure."""

import sys

import numpy as np
import tritonclient.grpc as triton


def infer(client, model, name, array):
    given = triton.InferInput(name, list(array.shape), "FP32")
    given.set_data_from_numpy(array)
    return client.infer(model, [given], request_id="request 7")


def main(address, tail):
    client = triton.InferenceServerClient(address)
    assert client.is_server_live() and client.is_server_ready()
    assert client.get_server_metadata().name == "wattsplit"

    assert client.is_model_ready("identity") and not client.is_model_ready("nowhere")
    metadata = client.get_model_metadata("identity")
    assert [each.name for each in metadata.inputs] == ["input"], metadata
    for shape in [(1,), (2, 3), (1, 512, 56, 56)]:
        answer = infer(client, "identity", "input", np.ones(shape, dtype=np.float32))
        assert answer.as_numpy("elements").tolist() == [np.prod(shape)], shape
        response = answer.get_response()
        assert response.id == "request 7" and "compute_ms" in response.parameters
    print("identity: ready, metadata, raw contents of 4 bytes to 6.4 MB")

    described = client.get_model_metadata(tail).inputs[0]
    x = np.random.default_rng(7).standard_normal(list(described.shape)).astype(np.float32)
    first = infer(client, tail, described.name, x)
    output = first.get_response().outputs[0]
    values = first.as_numpy(output.name)
    assert list(values.shape) == list(output.shape) and np.isfinite(values).all() and np.ptp(values) > 0
    assert np.array_equal(values, infer(client, tail, described.name, x).as_numpy(output.name))
    print(f"{tail}: {described.name} {list(described.shape)} to {output.name} {list(values.shape)}, the same twice")

    for model, array, code in [
        ("nowhere", x, "StatusCode.NOT_FOUND"),
        (tail, x.reshape(-1), "StatusCode.INVALID_ARGUMENT"),
    ]:
        try:
            infer(client, model, described.name, array)
        except triton.InferenceServerException as error:
            assert error.status() == code, error
            print(f"refused: {error.message()}")
        else:
            raise AssertionError(f"{model} answered, {code} was expected")


main(*sys.argv[1:])
